"""`python -m retrieval.importing.recognition.worker`: the text of a picture from standard input.

It prints one JSON object: {"lines": …, "unread": …}, or {"unreadable": why}, or {"missing": what
is not installed}.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from retrieval.importing.document import UnreadableError
from retrieval.importing.process import limit

MEMORY_BYTES = 3_000_000_000
CPU_SECONDS = 120
SECOND_SCALE = 0.75
"""The size at which a picture is read again, by that of the first reading."""


def main(picture: bytes) -> dict[str, object]:
    """Return what is told of a picture."""
    try:
        from retrieval.importing.recognition import engine, ink  # noqa: PLC0415 - an extra
        from retrieval.importing.recognition.agreement import agreed  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        return {"missing": f"{error.name}, which recognises text, is not installed: `make ocr`"}
    try:
        seen = engine.pixels(picture)
        models = engine.Engine()
        first, second = models.read(seen), models.read(seen, SECOND_SCALE)
    except UnreadableError as error:
        return {"unreadable": str(error)}
    lines = agreed(first, second, seen.shape[0])
    unread = ink.unread(seen, [*first, *second])
    return {"lines": [asdict(line) for line in lines], "unread": unread}


if __name__ == "__main__":
    limit(MEMORY_BYTES, CPU_SECONDS)
    sys.stdout.write(json.dumps(main(sys.stdin.buffer.read())))
