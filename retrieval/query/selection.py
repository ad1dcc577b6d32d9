"""Which reports a question asks for: by what they hold or lack, and by date, newspaper or author.

>>> selection(builder.build("2025年没有提到杨梅的报道有哪些?"), about)
Selection(topic=Topic(phrases=()), lacking=('杨梅',), period=Period(year=2025, month=0, day=0))
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.dates import Period, period
from retrieval.lexicon.files import words
from retrieval.query.exclusion import excluded, lacking
from retrieval.query.metadata import MetadataQuestion
from retrieval.query.query import Query
from retrieval.query.tokens import Token
from retrieval.query.topic import Topic, topic


@dataclass(frozen=True, slots=True)
class Selection:
    """What reports must hold, as a topic, and the phrases they must lack; what else is asked.

    `each` asks for the reports of each phrase by itself; `period` is that of their date; `newest`
    and `oldest` are the last and the first of all by it; `newspaper` is a phrase that looks like
    the name of one.
    """

    topic: Topic
    lacking: tuple[str, ...] = ()
    each: bool = False
    period: Period | None = None
    newest: bool = False
    oldest: bool = False
    newspaper: str = ""

    @property
    def is_of_front_matter(self) -> bool:
        """Whether what stands above the reports decides, and not only what they tell."""
        return bool(self.period or self.newest or self.oldest or self.newspaper)


def selection(query: Query, about: MetadataQuestion) -> Selection:
    """Read a question about reports for which of them it asks."""
    without = excluded(query)
    kept = [token for token in about.subject if token not in without]
    found = Selection(
        topic(kept),
        lacking(without),
        each=bool({token.text for token in query.tokens} & words("report_words", "each")),
    )
    return found if about.tells and not without else _of_front_matter(found, query.tokens)


def _of_front_matter(found: Selection, tokens: Sequence[Token]) -> Selection:
    """Read dates, the newest and oldest, and names of newspapers out of what is asked for."""
    newest, oldest = (_is_extreme(tokens, one) for one in ("latest", "earliest"))
    dated = next(filter(None, map(period, found.topic.phrases)), None)
    rest = (_undated(phrase) for phrase in found.topic.phrases)
    phrases = tuple(filter(None, map(_plain, rest) if newest or oldest else rest))
    named = len(phrases) == 1 and phrases[0].endswith(tuple(words("report_words", "newspapers")))
    remaining = tuple(word for word in found.topic.words if any(word in one for one in phrases))
    return replace(
        found,
        topic=replace(found.topic, phrases=phrases, words=remaining),
        period=dated[0] if dated else None,
        newest=newest,
        oldest=oldest,
        newspaper=phrases[0] if named else "",
    )


def _is_extreme(tokens: Sequence[Token], section: str) -> bool:
    """Whether the newest or oldest of reports is asked for: 最新的一篇报道, 最近有哪些报道."""
    between = words("report_words", "leaf") | words("report_words", "item") | {"的", "一"}
    asking = words("report_words", "have") | words("report_words", "which_ones")
    ends = words("report_words", "piece") | asking
    for at, token in enumerate(tokens):
        if token.text in words("report_words", section):
            after = (one.text for one in tokens[at + 1 :] if one.text not in between)
            return next(after, "") in ends
    return False


def _undated(phrase: str) -> str:
    """Return what of a phrase is left when it begins with a period."""
    found = period(phrase)
    return found[1].removeprefix("的") if found else phrase


def _plain(phrase: str) -> str:
    """Return a phrase without the words for the newest or oldest before it: 最早的一."""
    for word in words("report_words", "latest") | words("report_words", "earliest"):
        if phrase.startswith(word):
            rest = phrase.removeprefix(word).removeprefix("的")
            return "" if rest in words("numerals") else rest
    return phrase
