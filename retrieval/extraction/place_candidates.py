"""Which spans of a text may tell where something is: named places, and what a preposition leads."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from retrieval.article import Span
from retrieval.extraction.asked_kind import levels, noun_of
from retrieval.extraction.named import place_ending, whole_place
from retrieval.extraction.snippet import Snippet
from retrieval.lexicon.files import words


def places(snippet: Snippet) -> Iterator[Span]:
    """Yield places of the level asked for, or whole ones where any will do."""
    level, named = noun_of(snippet.asked), snippet.analyzed.places
    if level in levels():
        own = [one for one in named if place_ending(snippet.text[slice(*one)]) == level]
    else:
        own = [*_before_verbs(snippet)]
        own += [whole_place(named, one) for one in named]
        own += _after_prepositions(snippet)
    yield from (one for one in own if not snippet.says(one))


def _before_verbs(snippet: Snippet) -> Iterator[Span]:
    """Yield where what is asked about is done: 北京 of 在|北京|召开, 昆明 of 在|昆明|集中|收网."""
    prepositions = words("answer_forms", "place_prepositions")
    matched = {at for span in snippet.matched for at in range(*span)}
    tokens = snippet.tokens
    for at, token in enumerate(tokens):
        if token.text in prepositions:
            for last in range(at + 2, min(at + 7, len(tokens))):
                before = tokens[last - 1].text
                if not before[0].isalnum() or before in words("function_words"):
                    break
                if tokens[last].start in matched and len(tokens[last].text) > 1:
                    inside = range(at + 1, last)
                    placed = [one for one in inside if _ends_as_place(tokens[one].text)]
                    yield tokens[at + 1].start, tokens[placed[-1] if placed else last - 1].stop
                    break


def _after_prepositions(snippet: Snippet) -> Iterator[Span]:
    """Yield where something is: what stands after 位于 up to a word that ends as places do."""
    prepositions = words("answer_forms", "place_prepositions")
    tokens = snippet.tokens
    for at, token in enumerate(tokens):
        if token.text in prepositions:
            best = at
            for last in range(at + 1, min(at + 8, len(tokens))):
                word = tokens[last].text
                if not word[0].isalnum() or word in words("function_words"):
                    break
                if word.endswith(_place_endings()):
                    best = last
            if best > at:
                yield tokens[at + 1].start, tokens[best].stop


def _ends_as_place(word: str) -> bool:
    return word.endswith(_place_endings()) or word in words("place_names")


@cache
def _place_endings() -> tuple[str, ...]:
    return tuple(words("answer_forms", "place_endings") | words("answer_forms", "rooms"))
