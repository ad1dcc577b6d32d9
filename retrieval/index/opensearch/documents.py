"""What stands in an index of the cluster.

| _id | what |
| --- | --- |
| p… | a passage: its `terms`, and how many (`length`) |
| a… | an article: BLAKE2 of its id (`name`), its `digest`, itself (`record`), maybe its `vectors` |
| state, table-…, change-…, batch-… | what readers agree on, as `record` |

Articles are numbered in the order in which they came. A passage is article << 16 | place in it; the
number of an article itself ends in 0xFFFF, so that one range holds all that is of it.
"""

from __future__ import annotations

import io
import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from retrieval.analysis.analyzer import Analyzer
from retrieval.article import Article
from retrieval.index.archive.array_file import Array
from retrieval.index.archive.segment import indexed_texts
from retrieval.index.archive.term_ids import key
from retrieval.index.bm25 import K1, B
from retrieval.meaning.encoder import SentenceEncoder
from retrieval.meaning.encoding import written
from retrieval.serialization import digest, fingerprint, packed, unpacked

BITS = 16
ITSELF = (1 << BITS) - 1
_LONGEST_TERM = 60

MAPPINGS = {
    "dynamic": "strict",
    "properties": {
        "terms": {
            "type": "text",
            "analyzer": "whitespace",
            "similarity": "ours",
            "index_options": "freqs",
        },
        "passage": {"type": "long"},
        "length": {"type": "integer", "index": False, "doc_values": False},
        "name": {"type": "keyword", "doc_values": False},
        "digest": {"type": "keyword", "index": False},
        "record": {"type": "binary"},
        "vectors": {"type": "binary"},
    },
}


def settings(shards: int, replicas: int) -> Mapping[str, Any]:
    """Return the settings of an index."""
    return {
        "number_of_shards": shards,
        "number_of_replicas": replicas,
        "similarity": {"ours": {"type": "BM25", "k1": K1, "b": B}},
    }


def spelled(term: str) -> str:
    """Return a term as the index has it: without white space, not too long, and of characters."""
    if len(term) <= _LONGEST_TERM and term.isprintable() and " " not in term:
        return term
    return f"#{key(term):x}"


def documents_of(
    article: Article, number: int, analyzer: Analyzer, encoder: SentenceEncoder | None = None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the ids and documents of an article: of itself first, then of its passages."""
    record, first = packed(article), number << BITS
    vectors = {"vectors": b64encode(written(encoder, article)).decode()} if encoder else {}
    yield (
        f"a{number}",
        {
            "passage": first | ITSELF,
            "name": name_of(article.id),
            "digest": digest(record).hex(),
            "record": b64encode(zlib.compress(record)).decode(),
            **vectors,
        },
    )
    for place, text in enumerate(indexed_texts(article)):
        terms = [*map(spelled, analyzer.index_terms(text))]
        own = {"passage": first | place, "terms": " ".join(terms), "length": len(terms)}
        yield f"p{first | place}", own


def name_of(article_id: str) -> str:
    """Return what an article is looked up by."""
    return f"{fingerprint(article_id):x}"


def article_of(source: Mapping[str, Any]) -> Article:
    """Read the article of a document."""
    return unpacked(zlib.decompress(b64decode(source["record"])))


def vectors_of(source: Mapping[str, Any]) -> bytes:
    """Return the vectors of the sentences of an article's document, as written; or nothing."""
    return b64decode(source.get("vectors", ""))


def bulk_lines(documents: Sequence[tuple[str, Mapping[str, Any]]]) -> str:
    """Return documents as the body of a bulk request."""
    lines = []
    for name, source in documents:
        lines += [json.dumps({"index": {"_id": name}}), json.dumps(source, ensure_ascii=False)]
    return "\n".join(lines) + "\n"


def arrays_written(**arrays: Array) -> dict[str, str]:
    """Return the document of some arrays."""
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **arrays)
    return {"record": b64encode(zlib.compress(file.getvalue(), 1)).decode()}


def arrays_read(source: Mapping[str, Any]) -> dict[str, Array]:
    """Read the arrays of a document."""
    with np.load(io.BytesIO(zlib.decompress(b64decode(source["record"])))) as file:
        return dict(file)
