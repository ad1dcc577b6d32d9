"""How truly clippings are read: characters, lines lost, and sentences falsely confirmed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, fields
from difflib import SequenceMatcher

from benchmarks.importing.clippings import Clipping
from retrieval.importing.recognition.agreement import agreed
from retrieval.importing.recognition.engine import Engine, pixels
from retrieval.importing.recognition.ink import unread
from retrieval.importing.recognition.reading import ReadLine
from retrieval.importing.recognition.recognised_text import RecognisedText
from retrieval.importing.recognition.worker import SECOND_SCALE

_SAME = 0.5


@dataclass(frozen=True, slots=True)
class PictureFigures:
    """What came of one clipping.

    `errors` of `characters` were read wrongly; of these `sure` in lines without a doubt. `lost` of
    `lines` were not read; of these `noticed`. `dropped` lines were taken out of the readings one
    by one, to see whether the ink tells: `told`. `confirmed`: the bent sentence was found.
    """

    characters: int = 0
    errors: int = 0
    sure: int = 0
    lines: int = 0
    doubted: int = 0
    lost: int = 0
    noticed: int = 0
    dropped: int = 0
    told: int = 0
    confirmed: int = 0

    def __add__(self, other: PictureFigures) -> PictureFigures:
        """Add up."""
        names = [field.name for field in fields(PictureFigures)]
        return PictureFigures(*(getattr(self, name) + getattr(other, name) for name in names))

    def __str__(self) -> str:
        """One line for a reader."""
        return (
            f"wrong characters {self.errors}/{self.characters} (without a doubt {self.sure}), "
            f"lines lost {self.lost}/{self.lines}, noticed {self.noticed}, doubted {self.doubted}, "
            f"taken out {self.dropped}, noticed {self.told}, falsely confirmed {self.confirmed}"
        )


def read(clipping: Clipping, engine: Engine, is_clean: Callable[[str], bool]) -> PictureFigures:
    """Read a clipping as the recognition's own process does; compare it with what is printed."""
    picture = pixels(clipping.picture)
    readings = engine.read(picture), engine.read(picture, SECOND_SCALE)
    places = unread(picture, [*readings[0], *readings[1]])
    text = RecognisedText(tuple(agreed(*readings, places, picture.shape[0])), places)
    best = {line: _best(line, text) for line in clipping.lines}
    lost = [line for line, (likeness, _, _) in best.items() if likeness < _SAME]
    errors = {line: wrong for line, (_, wrong, _) in best.items() if line not in lost}
    sure = sum(wrong for line, wrong in errors.items() if not best[line][2])
    dropped = [_without(line, *readings) for line in clipping.lines if line not in lost]
    told = sum(
        bool(set(unread(picture, [*first, *second])) - set(places)) for first, second in dropped
    )
    return PictureFigures(
        sum(map(len, clipping.lines)),
        sum(errors.values()),
        sure,
        len(clipping.lines),
        sum(bool(line.doubt) for line in text.lines),
        len(lost),
        len(lost) if places or not text.is_sure else 0,
        len(dropped),
        told,
        int(_confirmed(clipping, text, is_clean)),
    )


def _confirmed(clipping: Clipping, text: RecognisedText, is_clean: Callable[[str], bool]) -> bool:
    """Whether the bent sentence is confirmed: as read, without a doubt, it is the report's."""
    if not clipping.bent or not text.is_sure:
        return False
    words = plain("".join(text.paragraphs))
    return plain(clipping.bent) not in words and any(
        is_clean(sentence) and _likeness(plain(sentence), plain(clipping.bent)) > _SAME
        for paragraph in text.paragraphs
        for sentence in paragraph.replace("。", "。\n").splitlines()
    )


def _best(line: str, text: RecognisedText) -> tuple[float, int, bool]:
    """Return likeness, wrong characters and doubt of the read line that is most like a printed."""
    wanted = plain(line)
    found = [(_likeness(wanted, plain(one.text)), one) for one in text.lines]
    likeness, one = max(found, key=lambda pair: pair[0], default=(0.0, None))
    if one is None:
        return 0.0, len(wanted), True
    return likeness, _wrong(wanted, plain(one.text)), bool(one.doubt)


def plain(text: str) -> str:
    """Return a text without what a reader overlooks: blanks, and the width of signs."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _likeness(a: str, b: str) -> float:
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _wrong(a: str, b: str) -> int:
    """Count the characters that were changed, left out or put in."""
    codes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return sum(max(j - i, n - m) for tag, i, j, m, n in codes if tag != "equal")


def _without(
    line: str, first: list[ReadLine], second: list[ReadLine]
) -> tuple[list[ReadLine], list[ReadLine]]:
    """Return both readings without a line, as if the engine had left it out."""
    wanted = plain(line)
    kept = [
        [one for one in reading if _likeness(wanted, plain(one.text)) < _SAME]
        for reading in (first, second)
    ]
    return kept[0], kept[1]
