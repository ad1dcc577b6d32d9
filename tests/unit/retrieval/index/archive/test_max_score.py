"""The best passages are those of a full scan, however few of them are scored."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from retrieval.corpus import CorpusError
from retrieval.index.archive import archived_index, max_score
from retrieval.index.archive.archived_index import ArchivedIndex
from retrieval.index.archive.array_file import CheckedWriter, DamagedError
from retrieval.index.archive.segment import Segment, write_postings
from retrieval.index.archive.segment_view import NO_TOMBSTONES, SegmentView, Tombstones
from retrieval.index.archive.term_ids import Occurrences, key
from retrieval.index.bm25 import K1, idf, relative

TERMS = [chr(0x4E00 + number) for number in range(60)]
KEYS = np.array([key(term) for term in TERMS], dtype=np.uint64)


def occurrences(passages: int, chance: np.random.Generator) -> Occurrences:
    """Terms from those in half of the passages to those in a few, some of them very often."""
    keys, texts = [], []
    for number, term in enumerate(KEYS):
        size = max(1, int(passages / 2 ** (1 + number / 5)))
        held = chance.choice(passages, size, replace=False)
        often = chance.geometric(0.7, size)
        if number % 9 == 0:
            often[:3] = (254, 255, 700)[: len(often[:3])]
        texts.append(np.repeat(held, often))
        keys.append(np.full(len(texts[-1]), term))
    return Occurrences(np.concatenate(keys), np.concatenate(texts).astype(np.int32))


def segment(path: Path, passages: int, chance: np.random.Generator) -> Segment:
    """A segment whose articles have a passage each, of which nothing is read."""
    with CheckedWriter(path) as out:
        out.append("lengths", write_postings(out, occurrences(passages, chance), passages))
        for name in ("articles", "numbers", "begins", "ends", "named"):
            out.append(name, np.arange(passages, dtype=np.int32))
        out.append("firsts", np.arange(passages + 1, dtype=np.int32))
        out.append("record_starts", np.zeros(passages + 1, dtype=np.int64))
        out.append("names", np.arange(passages, dtype=np.uint64))
    return Segment(path)


def snapshot(folder: Path, sizes: Sequence[int], chance: np.random.Generator) -> ArchivedIndex:
    """Some segments, of each of which some passages are no more."""
    parts, base = [], 0
    for number, size in enumerate(sizes):
        whole = segment(folder / f"segment-{number}", size, chance)
        dead = np.unique(chance.choice(size, size // 9)).astype(np.int32)
        tombstones = Tombstones(dead, np.sort(KEYS), counted(whole, dead))
        parts.append(SegmentView(whole, tombstones if len(dead) else NO_TOMBSTONES, base))
        base += size
    return ArchivedIndex(parts)


def counted(whole: Segment, dead: np.typing.NDArray[np.int32]) -> np.typing.NDArray[np.int32]:
    """In how many of the dead passages each term stood."""
    spans = whole.places(np.sort(KEYS))[0].tolist()
    held = [np.isin(dead, whole.file.part("passages", *span)).sum() for span in spans]
    return np.array(held, dtype=np.int32)


def scan(index: ArchivedIndex, asked: Mapping[str, float], limit: int) -> list[tuple[int, float]]:
    """Return what `best` must return, by scoring every passage."""
    lengths = np.concatenate([part.segment.lengths for part in index.parts])
    living = np.setdiff1d(np.arange(len(lengths)), index.dead)
    norms = K1 * relative(lengths, lengths[living].sum() / len(living))
    scores = np.zeros(len(lengths))
    for term, weight in asked.items():
        tf, own = np.zeros(len(lengths)), np.array([key(term)], dtype=np.uint64)
        for part in index.parts:
            (span, *_), _ = part.segment.places(own)
            passages = part.segment.file.part("passages", *span.tolist())
            tf[passages + part.base] = part.segment.file.part("counts", *span.tolist())
        rare = idf(len(living), int((tf[living] > 0).sum()))
        scores += weight * (rare * tf * (K1 + 1) / (norms + tf))
    best = living[np.lexsort((living, -scores[living]))][:limit]
    return [(int(one), float(scores[one])) for one in best if scores[one] > 0]


def questions(chance: np.random.Generator, count: int) -> list[dict[str, float]]:
    asked = []
    for _ in range(count):
        terms = chance.choice(TERMS, chance.integers(1, 40), replace=False)
        asked.append({str(term): float(chance.choice([0.4, 0.8, 1.0, 2.0])) for term in terms})
    return [*asked, *({term: 1.0} for term in TERMS[::7])]


@pytest.mark.parametrize("sizes", [(40_000,), (20_000, 300, 9), (9, 20_000), (40,)])
def test_the_best_are_those_of_a_full_scan(tmp_path: Path, sizes: tuple[int, ...]) -> None:
    chance = np.random.default_rng(len(sizes) + sizes[0])
    index = snapshot(tmp_path, sizes, chance)
    for asked in questions(chance, 8):
        for limit in (1, 10, 200):
            assert index.best(asked, limit) == scan(index, asked, limit)


def test_equal_passages_are_all_weighed(tmp_path: Path) -> None:
    """More of them than fit into a window, all as good: the earliest come first."""
    count = 3 * max_score.WINDOW + 5
    with CheckedWriter(tmp_path / "segment-0") as out:
        everywhere = np.arange(count, dtype=np.int32)
        found = Occurrences(np.full(count, KEYS[0]), everywhere)
        out.append("lengths", write_postings(out, found, count))
        for name in ("articles", "numbers", "begins", "ends", "named"):
            out.append(name, everywhere)
        out.append("firsts", np.arange(count + 1, dtype=np.int32))
        out.append("record_starts", np.zeros(count + 1, dtype=np.int64))
        out.append("names", everywhere.astype(np.uint64))
    index = ArchivedIndex([SegmentView(Segment(tmp_path / "segment-0"), NO_TOMBSTONES, 0)])
    best = index.best({TERMS[0]: 1.0}, 5)
    assert [passage for passage, _ in best] == [0, 1, 2, 3, 4]


def test_several_threads_search_at_a_time(tmp_path: Path) -> None:
    index = snapshot(tmp_path, (20_000,), np.random.default_rng(4))
    asked = questions(np.random.default_rng(5), 10)
    expected, found = [index.best(one, 10) for one in asked], dict[int, object]()

    def ask(number: int) -> None:
        found[number] = [index.best(one, 10) for one in asked]

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(found.values()) == [expected] * 4


def test_a_term_of_the_dead_alone_counts_for_nothing(tmp_path: Path) -> None:
    whole = snapshot(tmp_path, (9000,), np.random.default_rng(9)).parts[0].segment
    dead = np.arange(9000, dtype=np.int32)[:-100]
    index = ArchivedIndex(
        [SegmentView(whole, Tombstones(dead, np.sort(KEYS), counted(whole, dead)), 0)]
    )
    for asked in [*questions(np.random.default_rng(9), 5), dict.fromkeys(TERMS, 1.0)]:
        assert index.best(asked, 10) == scan(index, asked, 10)


def test_damage_is_told_before_it_is_read(tmp_path: Path) -> None:
    segment(tmp_path / "segment-0", 60_000, np.random.default_rng(7))
    data = bytearray((tmp_path / "segment-0").read_bytes())
    altered = Segment(tmp_path / "segment-0")
    at = data.index(altered.lists[1].tobytes())
    data[at] ^= 1
    (tmp_path / "segment-0").write_bytes(data)
    index = ArchivedIndex([SegmentView(Segment(tmp_path / "segment-0"), NO_TOMBSTONES, 0)])
    with pytest.raises(DamagedError):
        index.best(dict.fromkeys(TERMS, 1.0), 10)


def test_without_numba_it_is_said_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(_: str) -> object:
        raise ModuleNotFoundError(name="numba")

    monkeypatch.setattr(archived_index, "import_module", lacking)
    archived_index.compiled.cache_clear()
    with pytest.raises(CorpusError, match="needs numba"):
        archived_index.compiled()


def test_what_cannot_be_kept_is_compiled_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = snapshot(tmp_path, (400,), np.random.default_rng(3))
    asked, search = dict.fromkeys(TERMS[:20], 1.0), max_score.compiled_search
    expected, tried = index.best(asked, 5), []

    def full(*given: object) -> object:
        tried.append(given)
        if len(tried) == 1:
            raise OSError(28, "No space left on device")
        return search(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(max_score, "compiled_search", full)
    monkeypatch.setattr(max_score, "_FUNCTIONS", [])
    assert index.best(asked, 5) == expected
    assert len(tried) == 2
