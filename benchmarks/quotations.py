"""How fast and how rightly quotations are checked: true ones, and ones with wrong characters."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.article import Article
from retrieval.verification.difference import Kind
from retrieval.verification.verdict import Outcome, Verdict

_SHORTEST, _LONGEST = 20, 120
"""In characters, of a quotation drawn."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A quotation drawn from the reports, with `wrong` of its characters changed."""

    text: str
    wrong: tuple[int, ...]

    def is_judged_rightly(self, verdict: Verdict) -> bool:
        """Whether it is exact, or each of its wrong characters is told, in one piece."""
        if not self.wrong:
            return verdict.outcome is Outcome.EXACT
        if verdict.outcome is not Outcome.DIFFERING or len(verdict.pieces) > 1:
            return False
        told = [d.claimed for d in verdict.pieces[0].differences if d.kind is Kind.WORDING]
        return all(any(a <= at < b for a, b in told) for at in self.wrong)


@dataclass(frozen=True, slots=True)
class Figures:
    """Times in milliseconds, and the share that was judged rightly."""

    median: float
    high: float
    """The 95th percentile."""
    worst: float
    right: float

    def __str__(self) -> str:
        """Say the figures in a line."""
        times = f"{self.median:.1f} ms median, {self.high:.1f} ms p95, {self.worst:.1f} ms worst"
        return f"{times}; {self.right:.1%} judged rightly"


def measure(verify: Callable[[str], Verdict], samples: Sequence[Sample]) -> Figures:
    """Check each sample once, one after the other."""
    times: list[float] = []
    right = 0
    for sample in samples:
        start = time.perf_counter()
        verdict = verify(sample.text)
        times.append(1000 * (time.perf_counter() - start))
        right += sample.is_judged_rightly(verdict)
    median, high = np.percentile(times, [50, 95]).tolist()
    return Figures(median, high, max(times), right / len(samples))


def draw(articles: Sequence[Article], count: int, wrong: int, seed: int = 1) -> list[Sample]:
    """Draw `count` quotations of 20 to 120 characters and change `wrong` characters of each.

    A wrong character is another one of the same reports. Fewer than `count` come back when hardly
    any paragraph is long enough.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    drawn = (_sample(chance, articles, wrong) for _ in range(20 * count))
    found = filter(None, drawn)
    return [sample for _, sample in zip(range(count), found, strict=False)]


def _sample(chance: random.Random, articles: Sequence[Article], wrong: int) -> Sample | None:
    text = chance.choice(chance.choice(articles).texts)
    start = chance.randrange(len(text))
    claim = text[start : start + chance.randint(_SHORTEST, _LONGEST)].strip()
    places = [at for at, character in enumerate(claim) if character.isalpha()]
    if len(claim) < _SHORTEST or len(places) < wrong:
        return None
    changed, at = list(claim), sorted(chance.sample(places, wrong))
    for place in at:
        changed[place] = _other(chance, articles, changed[place])
    return Sample("".join(changed), tuple(at))


def _other(chance: random.Random, articles: Sequence[Article], character: str) -> str:
    """Return a character of the reports that is not `character`."""
    return next(other for other in _characters(chance, articles) if other != character)


def _characters(chance: random.Random, articles: Sequence[Article]) -> Iterator[str]:
    while True:
        text = chance.choice(chance.choice(articles).texts)
        yield from (c for c in chance.sample(text, min(5, len(text))) if c.isalpha())
