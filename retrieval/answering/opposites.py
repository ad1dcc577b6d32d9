"""Whether words quoted tell the opposite of what is asked.

Who asks for those that are not 先锋骑士 is not answered by how many are; who asks for the lowest
price, not by the highest. A quote is compared with the question word by word: what the question
denies must be denied there, the extreme it asks for must not be the other one, and of what it
leaves out there must be another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise, takewhile

from retrieval.extraction.answer_span import AnswerExtractor
from retrieval.extraction.asked_kind import levels
from retrieval.extraction.snippet import AnalyzedText
from retrieval.lexicon.files import rows, words
from retrieval.query.answer_type import AnswerKind
from retrieval.query.query import Query
from retrieval.query.tokens import Token

_SCOPE = 4
"""So many words after a negator are taken to be denied."""
_REACH = 2
"""A negator denies one of so many words after it."""
_UNDONE = tuple("不未没无非")
"""What a word that denies begins with: 未申报."""


class Opposites:
    """Compares quotes with questions."""

    def __init__(self, extractor: AnswerExtractor) -> None:
        """Read quotes as `extractor` does."""
        self._extractor = extractor

    def told(self, query: Query, text: str) -> bool:
        """Whether `text` (folded) tells the opposite of what `query` asks."""
        if not query.asking:
            return False
        analyzed = self._extractor.analyzed(text)
        return (
            _affirms_the_denied(query, analyzed)
            or _denies_the_asked(query, analyzed)
            or _is_the_other_way(query, analyzed)
            or _has_no_other(query, analyzed)
        )


def _has_no_other(query: Query, analyzed: AnalyzedText) -> bool:
    """Whether only what the question leaves out is of the kind asked: 除了双林镇, 哪些镇."""
    noun = query.noun
    if query.polarity.excepted is None or noun not in levels() | words("endings", "bodies"):
        return False
    words_in = (token.text for token in analyzed.tokens if token.text != noun)
    named = (*analyzed.named_places, *words_in)
    return not any(one.endswith(noun) and one not in query.text for one in named)


def _affirms_the_denied(query: Query, analyzed: AnalyzedText) -> bool:
    """Whether words that the question denies stand in a text, and nowhere denied."""
    denied = set(_denied(query))
    if not denied:
        return False
    tokens = analyzed.tokens
    standing = [at for at, token in enumerate(tokens) if any(one in token.text for one in denied)]
    return bool(standing) and not any(_is_denied(tokens, at) for at in standing)


def _denies_the_asked(query: Query, analyzed: AnalyzedText) -> bool:
    """Whether it is asked when or where something is, that is told not to be: 住院部暂不搬迁.

    Every clause with the word denied and another of the question's denies it. How many may be none.
    """
    if query.polarity.negated or query.wanted.kind not in (AnswerKind.DATE, AnswerKind.PLACE):
        return False
    asked = {word for word in query.words if len(word) > 1}
    denied, affirmed = set[str](), set[str]()
    for clause in _clauses(analyzed.tokens):
        said = asked & {token.text for token in clause}
        for at, token in enumerate(clause):
            if token.text in said and len(said) > 1:
                before = clause[at - 1].text if at else ""
                (denied if _negates(before) else affirmed).add(token.text)
    return bool(denied - affirmed)


def _negates(word: str) -> bool:
    """Whether a word denies the one after it: 不, 暂不."""
    return word in words("function_words", "negators") or word.endswith(_UNDONE[:2])


def _clauses(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    clause: list[Token] = []
    for token in tokens:
        if token.text in _BOUNDS - {"的"}:
            yield clause
            clause = []
        else:
            clause.append(token)
    yield clause


def _denied(query: Query) -> Iterator[str]:
    """Yield the words in the scope of the question's negators."""
    for _, stop in query.polarity.negated:
        after = [token for token in query.tokens if token.start >= stop][:_SCOPE]
        for token in takewhile(lambda token: token.text not in _BOUNDS, after):
            if len(token.text) > 1 and query.content[token.start : token.stop] == token.text:
                yield token.text


_BOUNDS = frozenset("的,。?!;")


def _is_denied(tokens: Sequence[Token], at: int) -> bool:
    negators = words("function_words", "negators")
    before = [token.text for token in tokens[max(0, at - _REACH) : at]]
    return any(word in negators for word in before) or tokens[at].text.startswith(_UNDONE)


def _is_the_other_way(query: Query, analyzed: AnalyzedText) -> bool:
    """Whether a word of the question stands only in its opposite: 最便宜 asked, 最高 told."""
    asked = _words_and_pairs(query.tokens)
    pairs = [pair for word in asked for pair in _opposites().get(word, ())]
    turned = [(own, other) for own, other in pairs if not asked & other]
    told = _words_and_pairs(analyzed.tokens) if turned else set[str]()
    return any(told & other and not _any_in(own, analyzed.text) for own, other in turned)


def _words_and_pairs(tokens: Sequence[Token]) -> set[str]:
    """Return words, two that follow each other as one, and the ends of long ones."""
    pairs = {one.text + other.text for one, other in pairwise(tokens)}
    ends = {token.text[-2:] for token in tokens if len(token.text) > 3}  # noqa: PLR2004 - a phrase
    return {token.text for token in tokens} | pairs | ends


def _any_in(listed: Iterable[str], text: str) -> bool:
    return any(word in text for word in listed)


@cache
def _opposites() -> Mapping[str, Sequence[tuple[frozenset[str], frozenset[str]]]]:
    """Return for each word the words of its kind and their opposites, from either side."""
    found: defaultdict[str, list[tuple[frozenset[str], frozenset[str]]]] = defaultdict(list)
    for row in rows("opposites"):
        one, other = (frozenset(cell.split()) for cell in row)
        for pair in ((one, other), (other, one)):
            for word in pair[0]:
                found[word].append(pair)
    return found
