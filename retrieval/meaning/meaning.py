"""How near in meaning to a question the sentences of passages are; it ranks, and confirms nothing.

While a passage that is read has no vectors yet, nothing is told, and all is ranked as it is
without.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from retrieval.cache import remembered
from retrieval.index.archive.array_file import Float32s
from retrieval.meaning.encoder import SentenceEncoder
from retrieval.meaning.vectors import Signs, nearness
from retrieval.ranking.layout import Floats

_QUESTIONS = 256
"""Of so many questions the vectors are remembered."""


class SentenceVectors(Protocol):
    """Where the vectors of passages' sentences are kept."""

    def sentences(self, passage: int, text: str) -> Signs | None:
        """Return the sentences (n x 64) of a passage of that number and folded text, if known."""


class Meaning:
    """Tells how near in meaning to a question sentences are. For several threads.

    >>> meaning = Meaning(encoder(), kept)
    >>> meaning.nearness("哪里可以借到书?", [0], ["图书馆周一闭馆。读者可凭身份证借阅。"])
    array([-1.,  1.])
    """

    def __init__(self, encoder: SentenceEncoder, kept: SentenceVectors) -> None:
        """Compare questions, which are encoded here, with what is `kept`."""
        self._encoder, self._kept = encoder, kept
        self._encoded = remembered(self._encode, _QUESTIONS)

    def nearness(
        self, question: str, passages: Sequence[int], texts: Sequence[str]
    ) -> Floats | None:
        """Tell how near each sentence of passages (at least one) of these texts lies to a question.

        In the order of `sentences_of`, among them all: 0 on the average. None while any passage is
        not known.
        """
        found = []
        for passage, text in zip(passages, texts, strict=True):
            own = self._kept.sentences(passage, text)
            if own is None:
                return None
            found.append(own)
        return nearness(self._encoded(question), np.concatenate(found))

    def prepare(self) -> None:
        """Load the encoder now."""
        self._encoded("")

    def _encode(self, question: str) -> Float32s:
        encoded: Float32s = self._encoder.encode([question])[0]
        return encoded
