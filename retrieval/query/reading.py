"""A question as it is read whatever was told before: normalised, corrected, and cut into words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.analysis.normalizer import normalize
from retrieval.analysis.persons import is_name
from retrieval.answer import Correction
from retrieval.article import Span
from retrieval.cache import remembered
from retrieval.correction.corrector import Corrector
from retrieval.index.term_statistics import TermStatistics
from retrieval.query.answer_type import AnswerType, answer_type
from retrieval.query.content import blanked, frame
from retrieval.query.pasted_text import last_question
from retrieval.query.tokens import QuestionTokenizer, Token

LONGEST = 400
"""Characters of a question that are read; who asks in more words is not understood better."""
_AT_HAND = 32
"""So many questions are at hand as they were read: several parts of an answer ask for the same."""
_PAIR = 2
"""Of a guess this short the rest would be one character, which stands anywhere."""


# Equal to itself only, so that what is made of it is remembered by it.
@dataclass(frozen=True, slots=True, eq=False)
class ReadQuestion:
    """A question as it was read: its text, words, and which of them ask.

    `courtesy` is where words stand that only hold it together; `doubts` says that it asks whether.
    """

    typed: str
    text: str
    places: tuple[int, ...]
    corrections: tuple[Correction, ...]
    tokens: tuple[Token, ...]
    wanted: AnswerType
    asking: tuple[Span, ...]
    courtesy: tuple[Span, ...]
    doubts: bool

    def content(self, others: Iterable[Span] = ()) -> str:
        """Return the text, with spaces where it asks, is courteous, and in place of `others`."""
        return blanked(self.text, (*self.asking, *self.courtesy, *others))

    @property
    def asks(self) -> bool:
        """Whether it has a question word, and says of what it asks."""
        return bool(self.asking) and any(map(str.isalnum, self.content()))


class QuestionReader:
    """Reads questions, by what the reports hold that `statistics` tells of."""

    def __init__(
        self,
        tokenizer: QuestionTokenizer,
        statistics: TermStatistics,
        corrector: Corrector | None = None,
    ) -> None:
        """Cut by `tokenizer`, and correct by `corrector` if there is one."""
        self._tokenizer, self._statistics = tokenizer, statistics
        self._corrector = corrector
        self._at_hand = remembered(self._read, _AT_HAND)

    def read(self, typed: str) -> ReadQuestion:
        """Read a text as a question is read, without looking its words up."""
        return self._at_hand(self.shortened(typed))

    def shortened(self, typed: str) -> str:
        """Return what is read of a text: all of it, or the question that a long one ends with."""
        if len(typed) <= LONGEST:
            return typed
        return last_question(typed, self._asks)[:LONGEST]

    def _read(self, typed: str) -> ReadQuestion:
        typed = last_question(typed, self._asks)
        text, origin = normalize(typed)
        text, places, corrections = self._mended(text[:LONGEST], tuple(origin[:LONGEST]))
        tokens = unglued(self._tokenizer.tokens(text), self._statistics)
        wanted, asking = answer_type(tokens)
        courtesy, doubts = frame(text, tokens, asking)
        return ReadQuestion(
            typed, text, places, corrections, tokens, wanted, asking, courtesy, doubts
        )

    def _mended(
        self, text: str, places: tuple[int, ...]
    ) -> tuple[str, tuple[int, ...], tuple[Correction, ...]]:
        """Return a text without its wrong characters, where it stands, and what was corrected."""
        if self._corrector is None:
            return text, places, ()
        mended, corrections = self._corrector.mend(text)
        return mended, _moved(text, mended, places, corrections), corrections

    def _asks(self, sentence: str) -> bool:
        """Whether a sentence has a question word."""
        return bool(answer_type(self._tokenizer.tokens(normalize(sentence)[0]))[1])


def unglued(tokens: Iterable[Token], statistics: TermStatistics) -> tuple[Token, ...]:
    """Return the tokens, a verb parted from a guess that no report has, though it has the rest.

    >>> [token.text for token in unglued(tokens_of("写楚原大学"), statistics)]
    ['写', '楚原', '大学']
    """
    found: list[Token] = []
    for token in tokens:
        at = _parting(token.text, statistics) if len(token.text) > _PAIR else 0
        if at:
            found.append(Token(token.text[:at], token.start, token.start + at))
        found.append(Token(token.text[at:], token.start + at, token.stop))
    return tuple(found)


def _parting(word: str, statistics: TermStatistics) -> int:
    """Return where such a guess is parted, 0 for nowhere; a name may be of one not told of.

    What stands before the verb is a word of the reports: 凌鹤亭|活.
    """
    if statistics.commonness(word) or is_name(word) or statistics.may_stand(word):
        return 0
    if statistics.may_stand(word[1:]):
        return 1
    named = len(word) - 1
    return named if named > _PAIR and statistics.knows(word[:named]) else 0


def _moved(
    before: str, after: str, places: tuple[int, ...], corrections: Iterable[Correction]
) -> tuple[int, ...]:
    """Return where a corrected text's characters come from: those of a new word, from its start."""
    if len(before) == len(after):
        return places
    moved: list[int] = []
    at = 0
    for correction in corrections:
        start = before.find(correction.typed, at)
        if start < 0:
            continue
        moved += [*places[at:start], *[places[start]] * len(correction.meant)]
        at = start + len(correction.typed)
    return (*moved, *places[at:])
