"""The words of a question: the analyser's tokens, with their cut mended where it is known to fail.

Whatever is asked of a question (is this a question word, a pronoun, a measure word?) is asked of
these tokens, so that 多高 is never found in 很|多高校 nor 他 in 马耳他.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from retrieval.analysis.analyzer import Analyzer
from retrieval.cache import remembered
from retrieval.lexicon.files import sections, words
from retrieval.lexicon.question_words import question_phrases

_PIECE = re.compile(r"\S+")
_GUESS = 1e-7
"""A word this rare in general Chinese is a guess of the tokenizer, or listed by chance."""
_RARE = 5e-5
"""A numeral with a measure word (六名) that is rarer than this counts; 一起 and 一定 are words."""
_PAIR = 2
_UNITS_OF_TIME = words("units_of_time")
_CACHE_SIZE = 1 << 14
"""Of so many words it is remembered whether they are two."""
_POINTING = words("grammar_characters", "determiners")
_NEAR_AND_FAR = words("grammar_characters", "near and far")
_COUNTS = "".join(sorted(words("numerals", "digits") - {"零", "〇"} | {"十"}))
_SIZES = "".join(sorted(words("numerals", "sizes")))
_DETERMINERS = re.compile(f"(?:[{''.join(sorted(_POINTING - {'第'}))}]|第?[{_COUNTS}])[一几两]?")

_MEASURES = "|".join(sorted(words("measures"), key=len, reverse=True))
_FEW = re.compile(f"(几[{_SIZES}]+)({_MEASURES})")
"""How many that the dictionary has as one word: 几百人."""


class Token(NamedTuple):
    """A word of a text, and where it stands there."""

    text: str
    start: int
    stop: int


class QuestionTokenizer:
    """Cuts questions into words that do not overlap."""

    def __init__(self, analyzer: Analyzer) -> None:
        """Cut as `analyzer` does, but for what the lexicon mends."""
        self._analyzer = analyzer
        self._edges = words("function_words", "edges")
        self._measures = words("measures")
        self._grammar = words("function_words", "grammar")
        self._how_many = sections("report_words")["how_many"]
        self._endings = words("endings", "administrative")
        self._whole, self._phrases = _whole_words()
        self._settled = remembered(self._settled_parts, _CACHE_SIZE)

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Return the words of `text` (normalised), in order; white space is left out.

        >>> [token.text for token in tokenizer.tokens("枫桥村有几篇报道?")]
        ['枫桥', '村', '有', '几', '篇', '报道', '?']
        """
        found: list[Token] = []
        for piece in _PIECE.finditer(text):
            at = piece.start()
            cut = self._counted(list(self._analyzer.words(piece.group())))
            for word, after in zip(cut, [*cut[1:], ""], strict=True):
                for part in self._settled(word) or self._parts(word, found, after):
                    found.append(Token(part, at, at + len(part)))
                    at += len(part)
        return tuple(found)

    def _counted(self, cut: list[str]) -> list[str]:
        """Part a measure word after 多少 from what it counts: 多少|家|电商, cut as 家电|商."""
        for at in range(1, len(cut) - 1):
            word, after = cut[at], cut[at + 1]
            counts = cut[at - 1] in self._how_many and len(word) == _PAIR
            if counts and word[0] in self._measures and self._belongs(word[1], after):
                cut[at : at + 2] = [word[0], word[1] + after]
        return cut

    def _belongs(self, character: str, after: str) -> bool:
        """Whether a character is rather of the word after it: they are one, or that is left over.

        A single character that is no word of grammar is what a cut in the wrong place leaves.
        """
        left_over = len(after) == 1 and after.isalnum() and after not in self._grammar
        return left_over or self._analyzer.commonness(character + after) >= _GUESS

    def as_indexed(self, tokens: Sequence[Token], content: str) -> list[Token]:
        """Return the tokens that `content` keeps, cut as an index has them: 六|名 as 六名."""
        found: list[Token] = []
        for token in tokens:
            if content[token.start : token.stop] != token.text:
                continue
            last = found[-1] if found else None
            if last and last.stop == token.start and _DETERMINERS.fullmatch(last.text):
                joined = last.text + token.text
                if token.text in self._measures and self._analyzer.commonness(joined):
                    found[-1] = Token(joined, last.start, token.stop)
                    continue
            found.append(token)
        return found

    def _settled_parts(self, word: str) -> tuple[str, ...] | None:
        """Part a word that is two, whatever stands beside it; None where that decides.

        A word for how many with its measure word: 多少|度; a determiner with one: 六|名, 该|村; a
        question word that the dictionary has by chance with what follows it: 哪里|找.
        """
        commonness = self._analyzer.commonness(word)
        if parts := self._asking_parts(word, commonness):
            return parts
        own = _DETERMINERS.match(word)
        if len(word) == 1 or (own is None and commonness >= _GUESS) or word in self._whole:
            return (word,)
        if own and (parts := self._determined(word, own.group(), commonness)):
            return parts
        return (word,) if commonness >= _GUESS or word in self._phrases else None

    def _asking_parts(self, word: str, commonness: float) -> tuple[str, ...]:
        """Part a word that begins with one that asks; nothing where it does not."""
        if word.startswith(self._how_many) and word not in self._whole:
            asking = next(one for one in self._how_many if word.startswith(one))
            if word[len(asking) :] in self._measures:
                return asking, word[len(asking) :]
        if few := _FEW.fullmatch(word):
            return few.groups()
        if commonness < _GUESS and word not in self._phrases and (asking := _asked_first(word)):
            return asking, *self._analyzer.words(word[len(asking) :])
        return ()

    def _determined(self, word: str, own: str, commonness: float) -> tuple[str, ...]:
        """Part a word that begins with a determiner from a measure word or ending behind it."""
        rest = word[len(own) :]
        known = word[0] not in _POINTING and commonness >= _RARE
        if rest in self._measures and not known:
            return own, rest
        if rest in self._endings and commonness < _GUESS:
            return own, rest
        if word[0] in _NEAR_AND_FAR and rest[:1] in self._measures and not commonness:
            return own, rest[0], *self._analyzer.words(rest[1:])
        return ()

    def _parts(self, word: str, before: Sequence[Token], after: str) -> Iterable[str]:
        """Part a guess of two words: after a determiner, one with a measure word: 那|篇文章.

        After figures, one with the unit of a date: 24|日|云陵市.
        """
        if before and before[-1].text.isdigit() and word[0] in _UNITS_OF_TIME:
            return word[0], word[1:]
        counted = word[0] in self._measures or word[0] in self._endings
        if counted and self._determiner(before):
            return word[0], word[1:]
        # 织里 before 镇 is a name, whatever it ends with.
        return self._without_edges(word, named=after in self._endings)

    def _determiner(self, before: Sequence[Token]) -> str:
        """Return the determiner that counts what follows: 那, and 哪 of 哪|个; or nothing."""
        last = [token.text for token in before[-2:]]
        if len(last) > 1 and last[-1] in self._measures:
            last.pop()
        word = last[-1] if last else ""
        return word if _DETERMINERS.match(word) or word in self._how_many else ""

    def _without_edges(self, word: str, *, named: bool) -> Iterable[str]:
        """Part words of grammar from the edges of a guess: 村|有, 各|有, 有|多深; not 和平村.

        Of a name, that is before an ending such as 镇, only from its beginning: 除|青禾.
        """
        start, stop = 0, len(word)
        while stop - start > 1 and self._is_edge(word[start], word[start : start + 2]):
            start += 1
        least = stop if named else start + 1
        while stop > least and self._is_edge(word[stop - 1], word[stop - 2 : stop]):
            stop -= 1
        return (*word[:start], word[start:stop], *word[stop:])

    def _is_edge(self, character: str, pair: str) -> bool:
        """Whether a character at the edge of a guess is a word of grammar, and no part of one."""
        return character in self._edges and self._analyzer.commonness(pair) < _GUESS


def words_of(tokens: Iterable[Token]) -> list[str]:
    """Return the texts of tokens."""
    return [token.text for token in tokens]


def _asked_first(word: str) -> str:
    """Return the question word that `word` begins with: 哪里 of 哪里找; or nothing."""
    if not word.startswith(_openers()):
        return ""
    begun = [one for one in _openers() if word.startswith(one) and one != word]
    return max(begun, key=len, default="")


@cache
def _openers() -> tuple[str, ...]:
    """Return the question words that begin no name or everyday word; 何 and 几 begin both."""
    kinds = ("reason", "date", "person", "place", "method", "list", "thing")
    phrases = {phrase for kind in kinds for phrase in sections("question_words")[kind]}
    return tuple(one for one in phrases if one[0] not in "何几" and one != "哪")


@cache
def _whole_words() -> tuple[frozenset[str], frozenset[str]]:
    """Return what of the lexicon is never parted (有没有, 这里), and its phrases (几篇)."""
    asking = {phrase for group in question_phrases().values() for phrase in group}
    lists = words("pronouns"), words("function_words"), words("courtesy_words", "polar")
    whole = frozenset().union(*lists, words("question_words", "place"))
    return whole, frozenset(asking) | words("courtesy_words")
