"""tantivy (https://github.com/quickwit-oss/tantivy), Lucene's kin: any of the words, by BM25."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy

from benchmarks.keyword import Ranker


def build(documents: Iterable[Sequence[str]], folder: Path) -> None:
    """Index the documents in a folder."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    builder.add_integer_field("place", stored=True)
    writer = tantivy.Index(builder.build(), path=str(folder)).writer(
        heap_size=50_000_000, num_threads=1
    )
    for place, document in enumerate(documents):
        writer.add_document(tantivy.Document(words=" ".join(document), place=place))
    writer.commit()
    writer.wait_merging_threads()


def opened(folder: Path) -> Ranker:
    """Open the folder."""
    index = tantivy.Index.open(str(folder))
    schema, searcher = index.schema, index.searcher()

    def rank(words: Sequence[str], limit: int) -> Iterable[tuple[int, float]]:
        terms = [tantivy.Query.term_query(schema, "words", word, "freq") for word in words]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        hits = searcher.search(query, limit).hits
        return [(int(searcher.doc(at)["place"][0]), float(score)) for score, at in hits]

    return rank
