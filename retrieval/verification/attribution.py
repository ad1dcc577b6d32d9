"""Whether words stand where, and are said by whom, a quotation names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from retrieval.analysis.analyzer import Analyzer
from retrieval.article import Article, Quote
from retrieval.verification.frame import Frame
from retrieval.verification.stretch import Stretch, sentence_around
from retrieval.verification.verdict import Attribution
from retrieval.verification.wording import Wording

_HAN = re.compile("[\u4e00-\u9fff]")
_OPEN, _CLOSE = "“「『", "”」』"
_REACH = 1000
"""So many characters around the words belong to one speech."""
_SHORTEST_PART = 4
"""So many characters of a title name it."""
_BEFORE = re.compile(r"[^。！？!?”」』\n]*\Z")
_BEHIND = re.compile(r"[^。！？!?“「『\n]*")


class Attributions:
    """Compares the speaker and the source that are named with those of the places found."""

    def __init__(self, analyzer: Analyzer, is_title: Callable[[str], bool]) -> None:
        """Cut names into words by `analyzer`; `is_title` tells whether a report is called so."""
        self._analyzer = analyzer
        self._is_title = is_title

    def check(self, frame: Frame, places: Sequence[Stretch]) -> tuple[Attribution, list[Stretch]]:
        """Return what becomes of a frame, and the places that agree with it.

        Where none does, the places are those given.
        """
        kept, told = list(places), Attribution.NONE
        if frame.source and kept:
            judged = [self._in_source(frame.source, place.article) for place in kept]
            told = max(judged, key=_SOURCE_ORDER.index)
            kept = [one for one, is_right in zip(kept, judged, strict=True) if is_right is told]
        if frame.speaker and told is not Attribution.OTHER_SOURCE:
            said = [place for place in kept if self._is_said_by(frame.speaker, place)]
            if not said:
                return Attribution.OTHER_SPEAKER, list(places)
            told = told if frame.source else Attribution.CONFIRMED
            kept = said
        return told, kept

    def _in_source(self, named: str, article: Article) -> Attribution:
        """Compare a title or newspaper with a report; what it does not tell is unchecked."""
        if is_called(article, named):
            return Attribution.CONFIRMED
        wanted, source = _plain(named), _plain(article.source)
        is_told = bool(_HAN.search(source))
        if is_told and (wanted in source or source in wanted):
            return Attribution.CONFIRMED
        if is_told or self._is_title(named):
            return Attribution.OTHER_SOURCE
        return Attribution.UNCHECKED

    def _is_said_by(self, speaker: str, place: Stretch) -> bool:
        words = [word for word in self._analyzer.words(speaker) if _HAN.search(word)]
        zones = [_plain(zone) for quote in place.quotes[:1] for zone in speakers(quote)]
        whole = _plain(speaker)
        return any(whole in zone or all(word in zone for word in words) for zone in zones)


def is_called(article: Article, name: str) -> bool:
    """Whether `name` is the title of a report, or a part of it that can be no other's."""
    title, wanted = _plain(article.title.replace("_", "")), _plain(name.replace("_", ""))
    return wanted == title or (len(wanted) >= _SHORTEST_PART and wanted in title)


def _plain(text: str) -> str:
    return Wording.of(text).text


def speakers(quote: Quote) -> Iterator[str]:
    """Yield where the report tells who says a quote.

    Of words in quotation marks: the words right before these, and right behind. Of others: their
    sentence.
    """
    text = quote.paragraph.text
    opened = _opened(text, quote.start)
    if opened is None:
        start, stop = sentence_around(text, quote.start, quote.stop)
        yield text[start:stop]
        return
    before = _BEFORE.search(text, max(0, opened - _REACH), opened)
    yield before.group() if before else ""
    closed = min(
        (at for mark in _CLOSE if (at := text.find(mark, quote.stop - 1)) >= 0), default=-1
    )
    behind = _BEHIND.match(text, closed + 1) if closed >= 0 else None
    yield behind.group() if behind else ""


def _opened(text: str, start: int) -> int | None:
    """Return where the quotation marks open that `start` is inside of; None when it is in none."""
    depth = 0
    for at in range(start, max(-1, start - _REACH), -1):
        if at < len(text) and text[at] in _CLOSE and at < start:
            depth += 1
        elif at < len(text) and text[at] in _OPEN:
            if not depth:
                return at
            depth -= 1
    return None


_SOURCE_ORDER = (Attribution.OTHER_SOURCE, Attribution.UNCHECKED, Attribution.CONFIRMED)
