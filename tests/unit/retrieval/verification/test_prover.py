"""Proof: a quote holds for the version of the reports it was made from, whatever files do then."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.article import Article, Quote
from retrieval.index.passage_store import PassageStore
from retrieval.library import Library
from retrieval.verification.prover import ProofError, Prover
from tests.support.corpus import BRIDGE, LIBRARY, write

QUOTE = Quote(BRIDGE, 1, 3, 11)


@pytest.fixture
def prover() -> Prover:
    return Prover(PassageStore((BRIDGE, LIBRARY)).digest)


def test_a_quote_from_what_was_read_is_proved(prover: Prover) -> None:
    prover.prove(QUOTE)
    prover.prove(replace(QUOTE, article=replace(BRIDGE)))


@pytest.mark.parametrize(
    "other",
    [
        replace(BRIDGE, texts=(BRIDGE.texts[0].replace("42", "43"), *BRIDGE.texts[1:])),
        replace(BRIDGE, texts=(*BRIDGE.texts, "又一段。")),
        replace(BRIDGE, title="别的题目"),
        replace(BRIDGE, byline="别人"),
        replace(BRIDGE, date="2020-01-01"),
        replace(BRIDGE, id="t02"),
        replace(BRIDGE, id="t99"),
    ],
)
def test_a_quote_from_any_other_article_is_not(prover: Prover, other: Article) -> None:
    with pytest.raises(ProofError, match=rf"{other.id}-1, characters 3-11: ") as failed:
        prover.prove(Quote(other, 1, 3, 11))
    assert failed.value.quote.article == other
    assert QUOTE.text not in str(failed.value)


def test_many_quotes_are_proved_each_for_itself(prover: Prover) -> None:
    false = Quote(replace(BRIDGE, title="别的"), 1, 0, 4)
    true = Quote(LIBRARY, 1, 0, 4)
    problems = prover.unproved(quote for quote in (QUOTE, false, true))
    assert [problem and problem.quote for problem in problems] == [None, false, None]
    assert prover.unproved([]) == []


@pytest.mark.parametrize("index", [None, "index"])
@pytest.mark.parametrize("contents", [None, b"", b"---\nid: [", b"\xff\xfe"])
def test_what_becomes_of_a_file_changes_no_proof(
    tmp_path: Path, index: str | None, contents: bytes | None
) -> None:
    folder = write(tmp_path / "reports")
    library = Library.open(folder, index=tmp_path / index if index else None)
    for file in folder.iterdir():
        file.unlink()
        if contents is not None:
            file.write_bytes(contents)
    library.prove(QUOTE)
    with pytest.raises(ProofError):
        library.prove(replace(QUOTE, article=replace(BRIDGE, title="别的")))
