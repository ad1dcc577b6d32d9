"""Which words of a question stand in no report: told only where each letter was looked up."""

from __future__ import annotations

import re
from functools import cached_property

from retrieval.analysis.normalizer import fold
from retrieval.answering.whole_words import whole_words
from retrieval.article import Article
from retrieval.index.passage_store import PassageStore, heading
from retrieval.index.term_statistics import TermStatistics
from retrieval.lexicon.files import words
from retrieval.query.query import Query

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0002ffff]+")
_READ_THROUGH = 2000
"""In so many passages words are looked for by reading them all."""
EVERYDAY = 1e-4
"""Of general Chinese, the share of words from which one says little by being absent."""
_ASKING = words("courtesy_words") | words("function_words") | words("pronouns")
_ALNUM = re.compile(r"[^\W_]")
_LOOSE = re.compile(r"[^\w+#%]+")


class Absence:
    """Looks for words in all reports.

    Of Chinese characters the index proves that they stand nowhere: it holds every pair of them that
    stands in a report. Other words (x900, 98%) are looked for in the texts, whatever marks stand in
    them; where the texts are too many, nothing is said.
    """

    def __init__(self, store: PassageStore, statistics: TermStatistics) -> None:
        """Look through the reports of `store`, of whose terms `statistics` tells."""
        self._store, self._statistics = store, statistics

    def prepare(self) -> None:
        """Read the texts of few reports now."""
        if len(self._store) <= _READ_THROUGH:
            _ = self._loose

    def lack(self, said: str) -> bool:
        """Whether it is certain that no report has these words, whatever marks stand in them."""
        sought = _LOOSE.sub("", fold(said))
        if not sought:
            return False
        if len(self._store) <= _READ_THROUGH:
            return sought not in self._loose
        return bool(_HAN.fullmatch(said)) and not self._statistics.may_stand(said)

    def words(self, query: Query) -> tuple[str, ...]:
        """Return the names and words of the question that stand in no report, literally.

        Words that only ask (分别, 提到), measure words and single characters are left out. A name
        is looked for in the texts: its pairs may stand in other words (枫桥村 in 枫桥, 七星桥村).

        >>> absence.words(builder.build("西湖有多深?"))
        ('西湖',)
        """
        unknown = [one for one in self._telling(query) if self._absent(one, query)]
        longest = (w for w in unknown if not any(w != other and w in other for other in unknown))
        return tuple(longest)

    def taken_for_granted(self, query: Query) -> tuple[str, ...]:
        """Return what a question takes for granted, if no report has it in any words.

        That is what happened, and that there is a work of a title; one with marks is not judged.
        """
        may_stand = self._statistics.may_stand
        titles = [one for one in query.works if one.isalpha() and not may_stand(one)]
        return *titles, *(
            taken.text
            for taken in query.premises
            if self._statistics.commonness(taken.text) < EVERYDAY
            and not may_stand(taken.text)
            and not any(o.start < taken.stop and taken.start < o.stop for o in query.alternatives)
        )

    def _absent(self, word: str, query: Query) -> bool:
        if _HAN.fullmatch(word):
            return not self._statistics.may_stand(word) or (word in query.names and self.lack(word))
        # A term of the reports stands there as it is.
        other = _ALNUM.search(word) and not self._statistics.knows(word)
        return bool(other or word in query.names) and self.lack(word)

    def _telling(self, query: Query) -> list[str]:
        """Return the names, and the words that say what is asked about, each once."""
        said = dict.fromkeys(whole_words(query, self._statistics.commonness))
        every = [w for w in said if w not in _ASKING and w != query.wanted.measure]
        return [w for w in every if not _is_of_quantity(w, query)] if query.quantities else every

    @cached_property
    def _loose(self) -> str:
        """All that stands in the reports and above them, without marks and white space."""
        return "\n".join([_LOOSE.sub("", fold(_all_of(one))) for one in self._store.articles])


def _all_of(article: Article) -> str:
    parts = (heading(article), article.place, *article.texts, article.source, article.date)
    return "\n".join(parts)


def _is_of_quantity(word: str, query: Query) -> bool:
    """Whether a word is the unit of a quantity (万元), or a number that is told in other dress."""
    at = query.text.find(word)
    within = any(one.start <= at and at + len(word) <= one.stop for one in query.quantities)
    return within and (not word[0].isdigit() or bool(query.dresses(word)))
