"""What was found of one version of a corpus in memory, kept for the next one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from sys import intern

from retrieval.analysis.analyzer import Analyzer
from retrieval.index.archive.manifest import Manifest
from retrieval.serialization import digest


class KnownCorpus:
    """What was found of all reports; of many, it holds until a tenth of them has changed."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self.manifest = Manifest("")

    def note(self, noted: Callable[[Manifest], Manifest]) -> None:
        """Remember something about what is there now."""
        self.manifest = noted(self.manifest)

    def change(self, passages: int) -> None:
        """Remember that so many passages came or went."""
        self.note(lambda was: replace(was, changed=was.changed + passages))


class KnownTerms:
    """Cuts only passages that are new, or that a name which came or went stands in.

    Their terms are those that a fresh analyser would cut them into. Holds those of one version,
    some 5 kB a passage.
    """

    def __init__(self, analyzer: Analyzer | None = None) -> None:
        """Know nothing but the dictionary of `analyzer`, if there is one."""
        self._analyzer = analyzer
        self._terms: dict[bytes, list[str]] = {}
        self.corpus = KnownCorpus()

    @property
    def analyzer(self) -> Analyzer:
        """That of the version before; the dictionary is loaded when there is none yet."""
        self._analyzer = self._analyzer or Analyzer()
        return self._analyzer

    def learned(self, names: Iterable[str]) -> Analyzer:
        """Return an analyser that has learned `names`: that of the version before, if it has.

        Its dictionary takes 20 MB, and is copied only where other names are learned.
        """
        listed = tuple(names)
        if self.analyzer.names == self.analyzer.unknown(listed):
            return self.analyzer
        analyzer = self.analyzer.blank()
        analyzer.learn(listed)
        return analyzer

    def cut(self, passages: Iterable[str], analyzer: Analyzer) -> Iterator[list[str]]:
        """Yield the terms of `passages` (folded), which are all of a version, as of `analyzer`."""
        altered, known = self.analyzer.names ^ analyzer.names, self._terms
        self._analyzer, self._terms = analyzer, {}
        for passage in passages:
            key = digest(passage.encode("utf-8", "surrogatepass"))
            terms = known.get(key)
            if terms is None or any(name in passage for name in altered):
                terms = [intern(term) for term in analyzer.index_terms(passage)]
            self._terms[key] = terms
            yield terms
        self.corpus.change(len(known.keys() ^ self._terms.keys()))
