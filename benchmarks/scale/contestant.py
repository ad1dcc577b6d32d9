"""One engine in a process of its own: `build` or `ask`, figures to standard output as JSON.

Modules that only some engines need are imported where they are needed: time and memory count.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from time import perf_counter, process_time, time

from benchmarks.peers import BASELINE, OURS
from retrieval.analysis.analyzer import Analyzer, Cut

ANSWERS = "answers"
"""Ours, but whole answers are asked for and not only passages."""
LIMIT = 10
_SECONDS = 60.0
"""So long an engine is asked at most, however many questions there are."""

Search = Callable[[str], list[int]]


@dataclass(frozen=True, slots=True)
class Bench:
    """The files of one size of archive, in `folder`."""

    folder: Path

    @property
    def paragraphs(self) -> Path:
        """The paragraphs, {id, title, text} a line."""
        return self.folder / "paragraphs.jsonl"

    @property
    def words(self) -> Path:
        """The words of the paragraphs with blanks between, a paragraph a line."""
        return self.folder / "words.txt"

    @property
    def questions(self) -> Path:
        """The questions, one a line."""
        return self.folder / "questions.txt"

    def index(self, engine: str) -> Path:
        """Return the folder of an engine's index."""
        return self.folder / engine

    def documents(self) -> Iterator[Sequence[str]]:
        """Yield the words of each paragraph."""
        with self.words.open(encoding="utf-8") as file:
            yield from (line.split() for line in file)


def build(engine: str, bench: Bench) -> dict[str, float]:
    """Build an engine's index; seconds, and ours with the analysis, bytes on the disk."""
    folder = bench.index(engine)
    if engine != OURS and folder.exists():  # or some would add to what is there
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    began = perf_counter()
    figures: dict[str, float] = {}
    if engine == OURS:
        figures["analysis_seconds"] = _build_ours(bench, folder)
    elif engine != BASELINE:
        import_module(f"benchmarks.peers.{engine}").build(bench.documents(), folder)
    seconds = perf_counter() - began - figures.get("analysis_seconds", 0.0)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return figures | {"build_seconds": seconds, "index_bytes": size}


def _build_ours(bench: Bench, folder: Path) -> float:
    """Build our index; return the seconds of analysis."""
    analyzer = _Clocked()
    analyzer.hasten()
    builder = import_module("retrieval.index.archive.building").Builder(jobs=0)
    stock = import_module("retrieval.index.open_index").on_disk(
        bench.paragraphs, folder, builder, analyzer
    )
    import_module("retrieval.library").Library(stock).prepare()
    return analyzer.seconds


class _Clocked(Analyzer):
    """Tells how long it has cut."""

    seconds = 0.0

    def cut(self, text: str) -> Cut:
        began = perf_counter()
        found = super().cut(text)
        self.seconds += perf_counter() - began
        return found


def answer(bench: Bench, began: float) -> dict[str, object]:
    """Ask our library all questions, from the mending of words to quote and confidence."""
    library = import_module("retrieval.library").Library
    ours = library.open(bench.paragraphs, index=bench.index(OURS))
    asked = import_module("retrieval.answer").Question
    return _asked(lambda question: ours.answer(asked(question)), bench, began)


def ask(engine: str, bench: Bench, began: float) -> dict[str, object]:
    """Ask an engine all questions; `began` is when its process was started (seconds, epoch)."""
    search, exact = _opened(engine, bench)
    figures = _asked(search, bench, began)
    if exact:
        questions = bench.questions.read_text(encoding="utf-8").splitlines()
        sample = questions[:: max(1, len(questions) // 50)]
        same = sum(len({*search(q)} & {*exact(q)}) / max(1, len(exact(q))) for q in sample)
        figures["agreement"] = same / len(sample)
    return figures


def _asked(search: Callable[[str], object], bench: Bench, began: float) -> dict[str, object]:
    questions = bench.questions.read_text(encoding="utf-8").splitlines()
    search(questions[0])
    figures: dict[str, object] = {"cold_start_seconds": time() - began}
    if fast := sys.modules.get("retrieval.index.archive.fast"):
        # What ours loads beside its first questions is there for nearly all that follow.
        fast.wait()
    times: list[float] = []
    costs: list[float] = []
    deadline = perf_counter() + _SECONDS
    for question in questions:
        start, cost = perf_counter(), process_time()
        search(question)
        times.append(perf_counter() - start)
        costs.append(process_time() - cost)
        if perf_counter() > deadline:
            break
    return figures | {
        "questions": len(times),
        "median_ms": 1000 * _share(times, 0.5),
        "p95_ms": 1000 * _share(times, 0.95),
        "cpu_median_ms": 1000 * _share(costs, 0.5),
        "cpu_p95_ms": 1000 * _share(costs, 0.95),
        "per_second": len(times) / sum(times),
        "resident_bytes": _resident(),
    }


def _share(values: Sequence[float], below: float) -> float:
    """Return the value that such a share of `values` stay below."""
    return sorted(values)[int(len(values) * below)]


def _opened(engine: str, bench: Bench) -> tuple[Search, Search | None]:
    if engine == OURS:
        return _ours(bench)
    peer = import_module(f"benchmarks.peers.{engine}")
    if engine == BASELINE:
        rank = peer.ranker(bench.documents())
    else:
        rank = peer.opened(bench.index(engine))
    analyzer = Analyzer()
    return lambda question: [at for at, _ in rank(content(question, analyzer), LIMIT)], None


def _ours(bench: Bench) -> tuple[Search, Search]:
    stock = import_module("retrieval.index.open_index").on_disk(bench.paragraphs, bench.index(OURS))

    def weights(question: str) -> dict[str, float]:
        found: dict[str, float] = {}
        for term in stock.analyzer.terms(question):
            strength = 1.0 if term.word or len(term.text) > 1 else 0.8
            found[term.text] = found.get(term.text, 0.0) + strength
        return found

    return (
        lambda question: [at for at, _ in stock.index.best(weights(question), LIMIT)],
        lambda question: [at for at, _ in stock.index.scan(weights(question), LIMIT)],
    )


def content(text: str, analyzer: Analyzer) -> list[str]:
    """Return the words of `text`, as jieba cuts its Chinese, without punctuation."""
    cut = analyzer.cut(text)
    chinese = "".join(cut.runs)
    others = [word for word in cut.words if word[0] not in chinese]
    return [*analyzer.words("\n".join(cut.runs)), *others]


def _resident() -> int:
    """Return the bytes of memory this process holds now (Linux), 0 where that is not told."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(x.split()[1]) * 1024 for x in status.splitlines() if x[:5] == "VmRSS"), 0)


def main(stage: str, engine: str, folder: str, began: str) -> None:
    """Do one stage for one engine."""
    bench = Bench(Path(folder))
    figures: Mapping[str, object]
    if stage == "build":
        figures = build(engine, bench)
    else:
        since = float(began)
        figures = answer(bench, since) if engine == ANSWERS else ask(engine, bench, since)
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
