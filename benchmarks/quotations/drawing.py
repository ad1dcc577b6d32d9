"""Quotations of nine kinds, drawn from reports: true ones, and such as somebody bent.

What is right of each is told by `truth`, which reads the raw text; a draw that would be true by
chance, such as two clauses that do stand in one report, is drawn again.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from benchmarks.quotations import truth
from benchmarks.quotations.truth import RawReport

_CLAUSE = re.compile(r"[^。！？!?；;，,：:\n…“”]{6,60}")
_SENTENCE = re.compile(r"[^。！？!?\n“”]{12,110}[。！？!?]")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_WHOLE = re.compile(r"(?<![0-9.,:第-])([1-9][0-9]{0,6})(?:(%)|(?=[名人条家件个亩元斤支户顶公]))")
_ATTEMPTS = 60
_BEFORE = (
    "据《{paper}》报道：{words}",
    "听说{words}",
    "网传“{words}”",
    "😀{words}",
    "【快讯】{words}",
    "请核对：“{words}”",
    "> {words}",
)
_BEHIND = (
    "{words}（来源：{paper}）",
    "{words} https://example.org/a?b=1",
    "“{words}”，是真的吗？",
    "{words}——《{title}》",
    "《{title}》称，{words}",
)
_SAYING = ("说", "表示", "介绍", "提到", "言", "称")
"""A clause that ends so names the speaker of the next: 他说，… is no other order."""
_PAPERS = ("浙江日报", "海天晚报", "城乡导报")
_DIGITS = "零一二三四五六七八九"


class Made(StrEnum):
    """How a quotation was made."""

    TRUE = "true"
    SPLICED = "spliced"
    REORDERED = "reordered"
    NEGATION_DROPPED = "negation dropped"
    NUMBER_CUT = "cut inside a number"
    TWO_REPORTS = "of two reports"
    FRAMED = "framed"
    RENUMBERED = "renumbered"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A quotation, how it was made, and the outcomes that are right of it."""

    text: str
    made: Made
    right: frozenset[str]
    negated: bool = False
    """Whether the report negates beside the words, so that they are not clean."""
    wrong: tuple[int, ...] = ()
    """Which of its characters were altered."""


Draw = Callable[[random.Random, Sequence[RawReport]], Drawn | None]


def draw(made: Made, reports: Sequence[RawReport], count: int, seed: int = 1) -> list[Drawn]:
    """Draw up to `count` quotations of a kind."""
    chance = random.Random(f"{seed} {made}")  # noqa: S311 - no secret
    drawn = (_DRAWS[made](chance, reports) for _ in range(count * _ATTEMPTS))
    return list(islice(filter(None, drawn), count))


def _true(chance: random.Random, reports: Sequence[RawReport]) -> Drawn | None:
    words = _run(chance, chance.choice(chance.choice(reports).paragraphs))
    if not words or not truth.stands(words, reports):
        return None
    return Drawn(words, Made.TRUE, _EXACT, truth.negated_beside(words, reports))


def _spliced(chance: random.Random, reports: Sequence[RawReport]) -> Drawn | None:
    one, other = chance.sample(reports, 2)
    first, second = _clause(chance, one), _clause(chance, other)
    if not first or not second or _together([first, second], reports) or first.endswith(_SAYING):
        return None
    gap = chance.choice(("……", "...", "［略］", "，", ""))
    return Drawn(first + gap + second, Made.SPLICED, _SPLICED)


def _two_reports(chance: random.Random, reports: Sequence[RawReport]) -> Drawn | None:
    one, other = chance.sample(reports, 2)
    first, second = _sentence(chance, one), _sentence(chance, other)
    if not first or not second or _together([first, second], reports):
        return None
    return Drawn(first + second, Made.TWO_REPORTS, _SPLICED)


def _reordered(chance: random.Random, reports: Sequence[RawReport]) -> Drawn | None:
    clauses = _CLAUSE.findall(chance.choice(chance.choice(reports).paragraphs))
    if len(clauses) < 2:  # noqa: PLR2004 - two are needed
        return None
    at = chance.randrange(len(clauses) - 1)
    first, second = clauses[chance.randrange(at + 1, len(clauses))], clauses[at]
    if truth.in_order([first, second], reports) or first.endswith(_SAYING):
        return None
    gap = chance.choice(("……", "……", "，"))
    return Drawn(first + gap + second, Made.REORDERED, _SPLICED)


def _negation_dropped(chance: random.Random, reports: Sequence[RawReport]) -> Drawn | None:
    clause = _clause(chance, chance.choice(reports))
    negation = truth.negation_before(clause)
    if not negation:
        return None
    behind = clause[negation.end() :]
    without = clause[: negation.start()] + behind
    text = chance.choice((behind, without))
    if len(behind) < 4:  # noqa: PLR2004 - nothing could be said of less
        return None
    if truth.stands(text, reports):
        negated = truth.negated_beside(text, reports)
        return Drawn(text, Made.NEGATION_DROPPED, _CUT, negated=True) if negated else None
    return Drawn(text, Made.NEGATION_DROPPED, _DIFFERING)


def _number_cut(chance: random.Random, reports: Sequence[RawReport]) -> Drawn | None:
    clause = _clause(chance, chance.choice(reports))
    numbers = [one for one in _NUMBER.finditer(clause) if one.end() - one.start() > 1]
    if not numbers:
        return None
    number = chance.choice(numbers)
    cut = chance.randrange(number.start() + 1, number.end())
    text = chance.choice((clause[:cut].rstrip("."), clause[cut:].lstrip(".")))
    left = (number.group()[: cut - number.start()], number.group()[cut - number.start() :])
    same = any(float(part.strip(".")) == float(number.group()) for part in left if part.strip("."))
    # 80 of 80.0 is the same number in other dress, be it of another report.
    same = same or truth.stands(f"{text}0", reports)
    if same or len(text) < 4 or truth.stands(text, reports):  # noqa: PLR2004 - too short to be near
        return None
    return Drawn(text, Made.NUMBER_CUT, _WRONG)


def _framed(chance: random.Random, reports: Sequence[RawReport]) -> Drawn | None:
    report, named = chance.choice(reports), chance.choice(reports)
    words = _clause(chance, report)
    if not words or not truth.stands(words, reports):
        return None
    frame = chance.choice((*_BEFORE, *_BEHIND))
    text = frame.format(words=words, paper=chance.choice(_PAPERS), title=named.title)
    right = words in named.text or "{title}" not in frame
    negated = truth.negated_beside(words, reports)
    return Drawn(text, Made.FRAMED, _EXACT if right else _ELSEWHERE, negated)


def _renumbered(chance: random.Random, reports: Sequence[RawReport]) -> Drawn | None:
    clause = _clause(chance, chance.choice(reports))
    number = _WHOLE.search(clause)
    if not number:
        return None
    dress = _dress(chance, int(number[1]), is_share=bool(number[2]))
    text = clause[: number.start()] + dress + clause[number.end() :]
    if text == clause or truth.stands(text, reports) or clause[: number.start()].endswith("."):
        return None
    return Drawn(text, Made.RENUMBERED, _ALIKE)


def _altered(chance: random.Random, reports: Sequence[RawReport]) -> Drawn | None:
    words = _run(chance, chance.choice(chance.choice(reports).paragraphs))
    places = [at for at, one in enumerate(words) if one.isalnum()]
    count = chance.randint(1, 5)
    if len(words) < 20 or len(places) < count:  # noqa: PLR2004 - a fourth is altered at most
        return None
    wrong = tuple(sorted(chance.sample(places, count)))
    letters = [one for one in "".join(chance.choice(reports).paragraphs) if one.isalpha()]
    text = list(words)
    for at in wrong:
        text[at] = chance.choice([one for one in letters if one != words[at]])
    altered = "".join(text)
    if truth.stands(altered, reports):
        return None
    return Drawn(altered, Made.ALTERED, _DIFFERING, wrong=wrong)


def _together(pieces: Sequence[str], reports: Sequence[RawReport]) -> bool:
    return any(all(piece in report.text for piece in pieces) for report in reports)


def _clause(chance: random.Random, report: RawReport) -> str:
    clauses = _CLAUSE.findall(chance.choice(report.paragraphs))
    return chance.choice(clauses).strip() if clauses else ""


def _sentence(chance: random.Random, report: RawReport) -> str:
    sentences = _SENTENCE.findall(chance.choice(report.paragraphs))
    return chance.choice(sentences).strip() if sentences else ""


def _run(chance: random.Random, paragraph: str) -> str:
    """Return one to four neighbouring clauses, from the first character to the last."""
    spans = [clause.span() for clause in _CLAUSE.finditer(paragraph)]
    if not spans:
        return ""
    at = chance.randrange(len(spans))
    last = min(len(spans) - 1, at + chance.randrange(4))
    return paragraph[spans[at][0] : spans[last][1]].strip()


def _dress(chance: random.Random, value: int, *, is_share: bool) -> str:
    """Write a number in another way."""
    if is_share:
        return f"百分之{_in_figures(value)}"
    ways = [_in_figures(value)] if value < 100_000 else []  # noqa: PLR2004 - 万 is written below
    if value % 1000 == 0 and value >= 10_000:  # noqa: PLR2004 - the least in 万
        ways.append(f"{value / 10_000:g}万")
    return chance.choice(ways or [str(value)])


def _in_figures(value: int) -> str:
    """Write a number below 100,000 in Chinese figures."""
    if value >= 10_000:  # noqa: PLR2004 - 万
        rest = value % 10_000
        gap = "零" if 0 < rest < 1000 else ""  # noqa: PLR2004 - no 千
        return f"{_in_figures(value // 10_000)}万{gap}{_in_figures(rest) if rest else ''}"
    written, is_gap = "", False
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = value // size % 10
        if digit:
            written += ("零" if is_gap and written else "") + _DIGITS[digit] + unit
        is_gap = not digit
    return written.removeprefix("一") if written.startswith("一十") else written


def _right(*outcomes: str) -> frozenset[str]:
    return frozenset(outcomes)


_EXACT, _SPLICED, _ELSEWHERE = _right("exact"), _right("spliced"), _right("elsewhere")
_DIFFERING, _ALIKE = _right("differing"), _right("worded alike")
_WRONG = _right("differing", "not_found", "too_short")
_CUT = _right("exact", "differing")
_DRAWS: dict[Made, Draw] = {
    Made.TRUE: _true,
    Made.SPLICED: _spliced,
    Made.REORDERED: _reordered,
    Made.NEGATION_DROPPED: _negation_dropped,
    Made.NUMBER_CUT: _number_cut,
    Made.TWO_REPORTS: _two_reports,
    Made.FRAMED: _framed,
    Made.RENUMBERED: _renumbered,
    Made.ALTERED: _altered,
}


def every_kind(reports: Sequence[RawReport], count: int, seed: int) -> Iterator[list[Drawn]]:
    """Yield so many quotations of each kind."""
    return (draw(made, reports, count, seed) for made in Made)
