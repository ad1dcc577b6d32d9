"""One engine in a process of its own: `build` or `ask`, figures to standard output as JSON.

A folder holds the files of one size of archive and a folder of the index of each engine. Modules
that only some engines need are imported where they are needed: time and memory count.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from time import perf_counter, process_time, time

from benchmarks.peers import OURS
from retrieval.analysis.analyzer import Analyzer

PARAGRAPHS = "paragraphs.jsonl"
"""The paragraphs, {id, title, text} a line."""
WORDS = "words.txt"
"""The words of the paragraphs with blanks between, a paragraph a line."""
QUESTIONS = "questions.txt"
"""The questions, one a line."""
ANSWERS = "answers"
"""Ours, but whole answers are asked for and not only passages."""
LIMIT = 10
_SECONDS = 60.0
"""So long an engine is asked at most, however many questions there are."""

Search = Callable[[str], Sequence[int]]
"""A question -> the places of the best paragraphs."""


def build(engine: str, folder: Path) -> dict[str, float]:
    """Build an engine's index; return the seconds it took and its bytes on the disk."""
    index = folder / engine
    if engine != OURS:  # some would add to what is there
        shutil.rmtree(index, ignore_errors=True)
    index.mkdir(parents=True, exist_ok=True)
    began = perf_counter()
    if engine == OURS:
        builder = import_module("retrieval.index.archive.building").Builder(jobs=0)
        opened = import_module("retrieval.index.open_index")
        archive = opened.on_disk(folder / PARAGRAPHS, index, builder)
        import_module("retrieval.library").Library(archive).prepare()
    else:
        with (folder / WORDS).open(encoding="utf-8") as file:
            documents = (line.split() for line in file)
            import_module(f"benchmarks.peers.{engine}").build(documents, index)
    size = sum(path.stat().st_size for path in index.rglob("*") if path.is_file())
    return {"build_seconds": perf_counter() - began, "index_bytes": size}


def ask(engine: str, folder: Path, began: float) -> dict[str, float]:
    """Ask an engine all questions; `began` is when its process was started (seconds, epoch)."""
    questions = (folder / QUESTIONS).read_text(encoding="utf-8").splitlines()
    opened = {OURS: _passages, ANSWERS: _answers}.get(engine, _peer)
    return _asked(opened(engine, folder), questions, began)


def content(text: str, analyzer: Analyzer) -> list[str]:
    """Return the words of `text`, as jieba cuts its Chinese, without punctuation."""
    cut = analyzer.cut(text)
    chinese = "".join(cut.runs)
    others = [word for word in cut.words if word[0] not in chinese]
    return [*analyzer.words("\n".join(cut.runs)), *others]


def _asked(
    search: Callable[[str], object], questions: Sequence[str], began: float
) -> dict[str, float]:
    search(questions[0])
    cold = time() - began
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
    return {
        "cold_start_seconds": cold,
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


def _answers(_engine: str, folder: Path) -> Callable[[str], object]:
    """Ask our library, from the correction of words to quote and confidence."""
    library = import_module("retrieval.library").Library
    ours = library.open(folder / PARAGRAPHS, index=folder / OURS)
    asked = import_module("retrieval.answer").Question
    return lambda question: ours.answer(asked(question))


def _peer(engine: str, folder: Path) -> Search:
    rank = import_module(f"benchmarks.peers.{engine}").opened(folder / engine)
    analyzer = Analyzer()
    return lambda question: [at for at, _ in rank(content(question, analyzer), LIMIT)]


def _passages(_engine: str, folder: Path) -> Search:
    """Find passages by our index alone."""
    opened = import_module("retrieval.index.open_index").on_disk(folder / PARAGRAPHS, folder / OURS)

    def weights(question: str) -> dict[str, float]:
        found: dict[str, float] = {}
        for term in opened.analyzer.terms(question):
            strength = 1.0 if term.word or len(term.text) > 1 else 0.8
            found[term.text] = found.get(term.text, 0.0) + strength
        return found

    return lambda question: [at for at, _ in opened.index.best(weights(question), LIMIT)]


def _resident() -> int:
    """Return the bytes of memory this process holds now (Linux), 0 where that is not told."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(x.split()[1]) * 1024 for x in status.splitlines() if x[:5] == "VmRSS"), 0)


def main(stage: str, engine: str, folder: str, began: str) -> None:
    """Do one stage for one engine."""
    place = Path(folder)
    figures = build(engine, place) if stage == "build" else ask(engine, place, float(began))
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
