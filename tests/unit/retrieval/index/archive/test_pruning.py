"""The best passages are those of a full scan, however they are found: plainly, or compiled."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import numpy as np
import pytest

from retrieval.index.archive import ahead, fast, postings
from retrieval.index.archive.archived_index import ArchivedIndex
from retrieval.index.archive.array_file import CheckedWriter, DamagedError
from retrieval.index.archive.pruning import Norms
from retrieval.index.archive.segment import Segment, write_postings
from retrieval.index.archive.segment_view import NO_TOMBSTONES, SegmentView, Tombstones
from retrieval.index.archive.term_ids import Occurrences, key

TERMS = [chr(0x4E00 + number) for number in range(60)]
KEYS = np.array([key(term) for term in TERMS], dtype=np.uint64)
WAYS = ["plain", "compiled"]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Load, and check, without waiting before."""
    monkeypatch.setattr(fast, "_LATER", 0.0)
    monkeypatch.setattr(ahead, "_LATER", 0.0)


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Search in one way or in the other."""
    monkeypatch.setattr(fast, "LARGE", 0)
    if request.param == "compiled":
        pytest.importorskip("numba", reason="the extra `fast` is not installed")
        assert fast.loading().result()
    else:
        monkeypatch.setattr(fast, "loaded", lambda: None)
    return str(request.param)


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
        stood = [k for k, term in enumerate(KEYS) if whole.term(int(term)) is not None]
        held = [np.isin(dead, whole.postings(k).passages).sum() for k in range(len(stood))]
        tombstones = Tombstones(dead, np.sort(KEYS[stood]), np.array(held, dtype=np.int32))
        parts.append(SegmentView(whole, tombstones if len(dead) else NO_TOMBSTONES, base))
        base += size
    return ArchivedIndex(parts)


def questions(chance: np.random.Generator, count: int) -> list[dict[str, float]]:
    asked = []
    for _ in range(count):
        terms = chance.choice(TERMS, chance.integers(1, 40), replace=False)
        asked.append({str(term): float(chance.choice([0.4, 0.8, 1.0, 2.0])) for term in terms})
    return [*asked, *({term: 1.0} for term in TERMS[::7])]


@pytest.mark.parametrize("sizes", [(150_000,), (70_000, 300, 9), (9, 70_000), (40,)])
def test_the_best_are_those_of_a_full_scan(
    tmp_path: Path, way: str, sizes: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "_MAPPED", 1000)
    chance = np.random.default_rng(len(sizes) + sizes[0])
    index = snapshot(tmp_path, sizes, chance)
    assert (index.parts[0].segment.maps.row(0) >= 0) == (sizes[0] >= 40_000)
    for asked in questions(chance, 30):
        for limit in (1, 10, 200):
            assert index.best(asked, limit) == index.scan(asked, limit), way


def test_equal_passages_are_all_weighed(tmp_path: Path, way: str) -> None:
    """More of them than fit into a window, all as good: the earliest come first."""
    with CheckedWriter(tmp_path / "segment-0") as out:
        everywhere = np.arange(140_000, dtype=np.int32)
        found = Occurrences(np.full(140_000, KEYS[0]), everywhere)
        out.append("lengths", write_postings(out, found, 140_000))
        for name in ("articles", "numbers", "begins", "ends", "named"):
            out.append(name, everywhere)
        out.append("firsts", np.arange(140_001, dtype=np.int32))
        out.append("record_starts", np.zeros(140_001, dtype=np.int64))
        out.append("names", everywhere.astype(np.uint64))
    index = ArchivedIndex([SegmentView(Segment(tmp_path / "segment-0"), NO_TOMBSTONES, 0)])
    best = index.best({TERMS[0]: 1.0}, 5)
    assert [passage for passage, _ in best] == [0, 1, 2, 3, 4], way


def test_many_threads_search_at_once(tmp_path: Path, way: str) -> None:
    chance = np.random.default_rng(5)
    index = snapshot(tmp_path, (70_000,), chance)
    asked = questions(chance, 20)
    expected = [index.scan(one, 10) for one in asked]
    found: dict[int, Any] = {}

    def search(number: int) -> None:
        found[number] = [index.best(one, 10) for one in asked]

    threads = [threading.Thread(target=search, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(found.values()) == [expected] * 4, way


def opened(folder: Path, passages: int) -> fast.FastPart:
    """A segment of which nothing has been checked."""
    segment(folder / "segment-0", passages, np.random.default_rng(7))
    norms = Norms(np.ones(passages), np.ones(passages, dtype=np.float32))
    return fast.FastPart(SegmentView(Segment(folder / "segment-0"), NO_TOMBSTONES, 0), norms, 1.0)


def test_terms_are_found_where_the_dictionary_has_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("numba", reason="the extra `fast` is not installed")
    monkeypatch.setattr(postings, "_MAPPED", 1000)
    part, compiled = opened(tmp_path, 40_000), fast.loading().result()
    assert compiled
    unknown = np.array([0, KEYS[0] - 1, KEYS[-1] + 1, 2**64 - 1], dtype=np.uint64)
    places, bounds = compiled.look_up(part.dictionary, np.concatenate([KEYS, unknown]))
    assert not places[:60, 3].any()
    assert places[60:].tolist() == [[0, 0, -1, 1]] * 4
    terms = [term for key in KEYS.tolist() if (term := part.part.segment.term(key)) is not None]
    segment = part.part.segment
    expected = [(*segment.span(term), segment.maps.row(term)) for term in terms]
    assert [tuple(place) for place in places[:60, :3].tolist()] == expected
    assert bounds[:60].tolist() == list(map(part.part.segment.bound, terms))
    for place in expected:
        segment.check(*place)
    assert compiled.look_up(part.dictionary, KEYS)[0][:, 3].all()


def test_an_index_that_cannot_be_read_any_more_is_no_answer(tmp_path: Path) -> None:
    pytest.importorskip("numba", reason="the extra `fast` is not installed")
    part, compiled = opened(tmp_path, 3000), fast.loading().result()
    assert compiled
    where = part.dictionary[0].copy()
    with (tmp_path / "empty").open("wb+") as empty:
        where[0] = empty.fileno()
        with pytest.raises(OSError, match="cannot be read"):
            compiled.look_up((where, *part.dictionary[1:]), KEYS)


def test_a_term_of_the_dead_alone_counts_for_nothing(tmp_path: Path, way: str) -> None:
    index = snapshot(tmp_path, (9000,), np.random.default_rng(9))
    whole = index.parts[0]
    dead = np.arange(9000, dtype=np.int32)[:-100]
    stood = [whole.segment.postings(k).passages for k in range(len(KEYS))]
    counts = np.array([np.isin(p, dead).sum() for p in stood], dtype=np.int32)
    index = ArchivedIndex([SegmentView(whole.segment, Tombstones(dead, np.sort(KEYS), counts), 0)])
    for asked in [*questions(np.random.default_rng(9), 20), dict.fromkeys(TERMS, 1.0)]:
        assert index.best(asked, 10) == index.scan(asked, 10), way


def test_postings_are_checked_ahead(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = opened(tmp_path, 60_000).part.segment.file
    assert not file.checked("counts")
    ahead.check([file])
    ahead.wait()
    assert file.checked("counts")
    assert file.checked("passages")
    assert not caplog.records


def test_damage_is_told_ahead_and_to_who_reads_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    place = opened(tmp_path, 60_000).part.segment.file.place("counts")
    data = bytearray((tmp_path / "segment-0").read_bytes())
    data[place] ^= 1
    (tmp_path / "segment-0").write_bytes(data)
    whole = Segment(tmp_path / "segment-0")
    ahead.check([whole.file])
    ahead.wait()
    assert "altered" in caplog.text
    with pytest.raises(DamagedError):
        whole.postings(0)


def test_of_what_is_too_large_only_what_is_read_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = opened(tmp_path, 60_000).part.segment.file
    monkeypatch.setattr(ahead, "_MOST", file.size - 1)
    ahead.check([file])
    ahead.wait()
    assert not file.checked("counts")


def test_what_cannot_be_kept_is_compiled_each_time() -> None:
    pytest.importorskip("numba", reason="the extra `fast` is not installed")
    jit = pytest.importorskip("retrieval.index.archive.compiled.jit")
    code = compile("def twice(number): return 2 * number", "<nowhere>", "exec").co_consts[0]
    assert isinstance(code, CodeType)
    assert jit.entry(FunctionType(code, {}), jit.NUMBER)(21.0) == 42


def test_without_numba_it_is_searched_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast, "find_spec", lambda _: None)
    fast.loading.cache_clear()
    fast.wait()
    assert fast.loaded() is None
    fast.wait()
    fast.loading.cache_clear()
