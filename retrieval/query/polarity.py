"""Whether a question denies or excepts something: 没有当上, 除了双林镇."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.article import Span
from retrieval.lexicon.files import sections, words
from retrieval.lexicon.phrases import Phrases
from retrieval.query.tokens import Token


@dataclass(frozen=True, slots=True)
class Polarity:
    """`negated` is where the question's negators stand.

    `excepted` is where it says what it leaves out: 双林镇 in 除了双林镇.
    """

    negated: tuple[Span, ...] = ()
    excepted: Span | None = None


def polarity(tokens: Sequence[Token]) -> Polarity:
    """Tell what a question denies or excepts.

    有没有 and 是不是 ask and deny nothing; they are words of their own.
    """
    found = _PHRASES.find(tokens)
    negated = [
        (tokens[a].start, tokens[b].stop)
        for a, b, label in found
        if label == "negators" and not _begins_word(tokens[a : b + 2])
    ]
    return Polarity(tuple(negated), _excepted(tokens))


def _begins_word(tokens: Sequence[Token]) -> bool:
    """Whether 无 before a single character begins a word: 无|废 and 无|烟, but not 无|人."""
    if len(tokens) < _PAIR or tokens[0].text != "无" or not tokens[1].text.isalnum():
        return False
    word = tokens[0].text + tokens[1].text
    return len(word) == _PAIR and word not in words("negators", "negators")


def _excepted(tokens: Sequence[Token]) -> Span | None:
    """Return what stands between 除了 and 以外, or the next comma."""
    for at, token in enumerate(tokens):
        if token.text in words("function_words", "exceptions"):
            inside = []
            for other in tokens[at + 1 :]:
                if other.text in _CLOSING:
                    break
                inside.append(other)
            if inside:
                return inside[0].start, inside[-1].stop
    return None


_PAIR = 2
_CLOSING = words("function_words", "exceptions_end") | {",", "?", "。"}
_CLOSING |= words("function_words", "exceptions_close")
_PHRASES: Phrases[str] = Phrases(
    [
        *((phrase, "polar") for phrase in sections("courtesy_words")["polar"]),
        *((phrase, "negators") for phrase in sections("function_words")["negators"]),
    ]
)
