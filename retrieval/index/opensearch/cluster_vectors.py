"""The vectors of sentences in a cluster: they come with the articles that are read closely."""

from __future__ import annotations

from retrieval.index.opensearch.cluster_view import ClusterView
from retrieval.index.opensearch.documents import BITS, ITSELF
from retrieval.meaning.encoder import SentenceEncoder
from retrieval.meaning.encoding import maker_of, read_sentences
from retrieval.meaning.meaning import Meaning
from retrieval.meaning.vectors import Signs


class ClusterVectors:
    """Vectors of the articles in a view, as far as they were put there by the same encoder."""

    def __init__(self, view: ClusterView, encoder: SentenceEncoder) -> None:
        self._view, self._maker = view, maker_of(encoder)

    def sentences(self, passage: int, text: str) -> Signs | None:  # noqa: ARG002 -- SentenceVectors
        """Return the sentences (n x 64) of a passage, if known."""
        data = self._view.article(passage >> BITS).vectors
        return read_sentences(data, passage & ITSELF, self._maker)

    @property
    def are_there(self) -> bool:
        """Whether the first article has any, as then all have."""
        first = self._view.number_at(0) << BITS
        return not self._view.state.passages or self.sentences(first, "") is not None


def meaning_of(view: ClusterView, encoder: SentenceEncoder) -> Meaning:
    """Return what tells how near sentences in `view` are to a question."""
    return Meaning(encoder, ClusterVectors(view, encoder))
