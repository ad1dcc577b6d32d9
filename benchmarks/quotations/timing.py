"""How fast and how rightly quotations are checked: true ones, and ones with wrong characters."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from retrieval.article import Article
from retrieval.verification.difference import Kind
from retrieval.verification.verdict import Outcome, Verdict

_SHORTEST, _LONGEST = 20, 120
"""In characters, of a quotation drawn."""

_CLAUSE = re.compile(r"[^\s。！？!?；;，,：:、…“”‘’（）()《》]+")


@dataclass(frozen=True, slots=True)
class Sample:
    """A quotation drawn from the reports, with the characters at `wrong` changed."""

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


def measure(verify: Callable[[str], Verdict], samples: Sequence[Sample]) -> str:
    """Check each sample once; return the times and the share judged rightly, in a line.

    The times are the processor's, so that what else a machine does is not measured.
    """
    times: list[float] = []
    right = 0
    for sample in samples:
        start = time.process_time()
        verdict = verify(sample.text)
        times.append(1000 * (time.process_time() - start))
        right += sample.is_judged_rightly(verdict)
    median, high, worst = np.percentile(times, [50, 95, 100]).tolist()
    share = right / len(samples)
    took = f"{median:.1f} ms median, {high:.1f} p95, {worst:.1f} worst"
    return f"{took} (processor); {share:.1%} judged rightly"


def draw(articles: Sequence[Article], count: int, wrong: int, seed: int = 1) -> list[Sample]:
    """Draw `count` quotations of 20 to 120 characters and change `wrong` characters of each.

    They are whole clauses, so that none begins or ends inside a number or a name. A wrong
    character is another one of the same reports. Fewer than `count` come back when hardly any
    paragraph is long enough.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    characters = sorted({c for article in articles for c in "".join(article.texts) if c.isalpha()})
    drawn = (_sample(chance, articles, characters, wrong) for _ in range(20 * count))
    return list(islice(filter(None, drawn), count))


def _sample(
    chance: random.Random, articles: Sequence[Article], characters: Sequence[str], wrong: int
) -> Sample | None:
    text = chance.choice(chance.choice(articles).texts)
    spans = [clause.span() for clause in _CLAUSE.finditer(text)]
    start = chance.choice(spans)[0] if spans else 0
    longest = start + chance.randint(_SHORTEST, _LONGEST)
    claim = text[start : max((stop for _, stop in spans if stop <= longest), default=start)]
    places = [at for at, character in enumerate(claim) if character.isalpha()]
    if len(claim) < _SHORTEST or len(places) < wrong:
        return None
    changed, at = list(claim), sorted(chance.sample(places, wrong))
    for place in at:
        changed[place] = next(_others(chance, characters, changed[place]))
    return Sample("".join(changed), tuple(at))


def _others(chance: random.Random, characters: Sequence[str], one: str) -> Iterator[str]:
    """Yield characters drawn at random that are not `one`."""
    while True:
        other = chance.choice(characters)
        if other != one:
            yield other
