"""One engine in a process of its own: `build` or `ask`, figures to standard output as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from time import perf_counter, time

from retrieval.evaluation.engine import BASELINE, OURS
from retrieval.language.analysis import Analyzer

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
    folder.mkdir(parents=True, exist_ok=True)
    began = perf_counter()
    if engine == OURS:
        import_module("retrieval.stock").on_disk(bench.paragraphs, folder)
    elif engine != BASELINE:
        import_module(f"retrieval.evaluation.peers.{engine}").build(bench.documents(), folder)
    seconds = perf_counter() - began
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {"build_seconds": seconds, "index_bytes": size}


def ask(engine: str, bench: Bench, began: float) -> dict[str, object]:
    """Ask an engine all questions; `began` is when its process was started (seconds, epoch)."""
    search, exact = _opened(engine, bench)
    questions = bench.questions.read_text(encoding="utf-8").splitlines()
    search(questions[0])
    figures: dict[str, object] = {"cold_start_seconds": time() - began}
    times: list[float] = []
    deadline = perf_counter() + _SECONDS
    for question in questions:
        start = perf_counter()
        search(question)
        times.append(perf_counter() - start)
        if perf_counter() > deadline:
            break
    times.sort()
    figures |= {
        "questions": len(times),
        "median_ms": 1000 * times[len(times) // 2],
        "p95_ms": 1000 * times[int(len(times) * 0.95)],
        "per_second": len(times) / sum(times),
        "resident_bytes": _resident(),
    }
    if exact:
        sample = questions[:: max(1, len(questions) // 50)]
        same = sum(len({*search(q)} & {*exact(q)}) / max(1, len(exact(q))) for q in sample)
        figures["agreement"] = same / len(sample)
    return figures


def _opened(engine: str, bench: Bench) -> tuple[Search, Search | None]:
    if engine == OURS:
        return _ours(bench)
    peer = import_module(f"retrieval.evaluation.peers.{engine}")
    if engine == BASELINE:
        rank = peer.ranker(bench.documents())
    else:
        rank = peer.opened(bench.index(engine))
    analyzer = Analyzer()
    return lambda question: [at for at, _ in rank(content(question, analyzer), LIMIT)], None


def _ours(bench: Bench) -> tuple[Search, Search]:
    stock = import_module("retrieval.stock").on_disk(bench.paragraphs, bench.index(OURS))

    def weights(question: str) -> dict[str, float]:
        found: dict[str, float] = {}
        for term in stock.analyzer.terms(question):
            strength = 1.0 if term.word or len(term.text) > 1 else 0.4
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
    figures = build(engine, bench) if stage == "build" else ask(engine, bench, float(began))
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
