"""`python -m retrieval.importing.recognition.worker`: the text of a picture from standard input.

With a PDF's path and a page's number behind it, the text of that page. It prints one JSON object:
{"lines": …}, or {"unreadable": why}, or {"missing": what is not installed}.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from retrieval.importing.document import UnreadableError
from retrieval.importing.process import limit

MEMORY_BYTES = 3_000_000_000
CPU_SECONDS = 120
SECOND_SCALE = 0.75
"""The size at which a picture is read again, by that of the first reading."""


def main(arguments: list[str]) -> dict[str, object]:
    """Return what is told of a picture, or of a page of a PDF."""
    try:
        from retrieval.importing.formats.pdf import rendered  # noqa: PLC0415 - an extra
        from retrieval.importing.recognition import engine, ink  # noqa: PLC0415 - an extra
        from retrieval.importing.recognition.agreement import agreed  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        return {"missing": f"{error.name}, which recognises text, is not installed: `make ocr`"}
    try:
        if arguments:
            seen = rendered(Path(arguments[0]), int(arguments[1]))
        else:
            seen = engine.pixels(sys.stdin.buffer.read())
        models = engine.Engine()
        first, second = models.read(seen), models.read(seen, SECOND_SCALE)
    except UnreadableError as error:
        return {"unreadable": str(error)}
    unread = ink.unread(seen, [*first, *second])
    lines = agreed(first, second, unread, seen.shape[0])
    return {"lines": [asdict(line) for line in lines], "unread": unread}


if __name__ == "__main__":
    limit(MEMORY_BYTES, CPU_SECONDS)
    sys.stdout.write(json.dumps(main(sys.argv[1:])))
