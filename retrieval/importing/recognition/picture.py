"""A picture's bytes → the text recognised in it, by a process of its own.

>>> recognised = recognise(photo)                         # doctest: +SKIP
>>> [(line.text, line.doubt) for line in recognised.lines]  # doctest: +SKIP
[('镇里修好了村口的老桥，', ''), ('大家走得安心。', 'read as “大家走得安全。” at another size')]
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from retrieval.importing.document import UnreadableError
from retrieval.importing.formats.printed_line import PrintedLine
from retrieval.importing.process import told_by
from retrieval.importing.recognition.recognised_text import RecognisedLine, RecognisedText

MAX_PICTURE_BYTES = 20_000_000
"""The largest picture that is read; Telegram hands over no larger file either."""

SECONDS = 120
"""How long a picture may take; one of a page takes some ten seconds of a processor."""


class RecognitionMissingError(UnreadableError):
    """What recognises text is not installed (`make ocr`)."""


def recognise(picture: bytes, seconds: float = SECONDS) -> RecognisedText:
    """Return the text of a picture (PNG, JPEG, WebP, GIF, TIFF, BMP), which may have no line.

    It takes seconds, and blocks meanwhile: call it in a thread (`asyncio.to_thread`). Memory and
    time are limited, in a process of its own. RecognitionMissingError when the extra is not
    installed; else UnreadableError with one sentence: no picture, too large, broken, too long.
    """
    if len(picture) > MAX_PICTURE_BYTES:
        message = f"a picture larger than {MAX_PICTURE_BYTES:,} bytes"
        raise UnreadableError(message)
    return _told((), picture, seconds)


def recognise_page(path: Path, number: int, seconds: float = 3 * SECONDS) -> RecognisedText:
    """Return the text of page `number` (from 1) of a PDF, as `recognise` does of a picture."""
    return _told((str(path), str(number)), b"", seconds)


def _told(arguments: Sequence[str], picture: bytes, seconds: float) -> RecognisedText:
    worker = "retrieval.importing.recognition.worker"
    told = told_by(worker, arguments, "picture", seconds, picture)
    if "missing" in told:
        raise RecognitionMissingError(told["missing"])
    lines = (RecognisedLine(PrintedLine(**row["printed"]), row["doubt"]) for row in told["lines"])
    return RecognisedText(tuple(lines), tuple(told["unread"]))
