"""Each engine at each size, one process at a time, its threads pinned."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers import BASELINE, OURS
from benchmarks.scale.paragraphs import questions_of, read_paragraphs, write_paragraphs
from benchmarks.scale.worker import ANSWERS, Bench, content
from retrieval.analysis.analyzer import Analyzer

SCANNED = 100_000
"""rank_bm25 is measured up to so many paragraphs: beyond, it takes seconds and gigabytes."""
_MOST_SECONDS = 3600
_THREADS = ("OMP", "OPENBLAS", "MKL", "NUMBA", "RAYON")
_ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in _THREADS}

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Row:
    """What one engine did at one size; `figures` are empty where it failed, and `why` says how."""

    engine: str
    size: int
    figures: Figures
    why: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One size of archive, ready to be measured: its files, what it is made of, and the cutting."""

    bench: Bench
    size: int
    what: str
    analysis_seconds: float


def prepare(source: Path, folder: Path, size: int, asked: Sequence[str], count: int) -> Prepared:
    """Write `size` paragraphs, their words, and the questions (`asked`, or `count` clauses)."""
    bench = Bench(folder / str(size))
    bench.folder.mkdir(parents=True, exist_ok=True)
    what = write_paragraphs(source, bench.paragraphs, size)
    analyzer = Analyzer()
    analyzer.hasten()
    began = time.perf_counter()
    with bench.words.open("w", encoding="utf-8") as file:
        for article in read_paragraphs(bench.paragraphs):
            text = f"{article.title}\n{article.texts[0]}"
            file.write(" ".join(content(text, analyzer)) + "\n")
    seconds = time.perf_counter() - began
    questions = list(asked) or questions_of(bench.paragraphs, count)
    bench.questions.write_text("\n".join(questions) + "\n", encoding="utf-8")
    return Prepared(bench, size, what, seconds)


def measured(prepared: Prepared, engines: Sequence[str]) -> Iterator[Row]:
    """Yield a row for each engine."""
    for engine in engines:
        if engine == BASELINE and prepared.size > SCANNED:
            yield Row(engine, prepared.size, {}, f"left out above {SCANNED:,}")
            continue
        try:
            figures: Figures = {"analysis_seconds": prepared.analysis_seconds}
            for stage in ("build", "ask"):
                figures |= _stage(stage, engine, prepared.bench)
            yield Row(engine, prepared.size, figures)
            if engine == OURS:
                yield Row(ANSWERS, prepared.size, _stage("ask", ANSWERS, prepared.bench))
        except (subprocess.SubprocessError, ValueError) as error:
            yield Row(engine, prepared.size, {}, str(error).splitlines()[0])


def _stage(stage: str, engine: str, bench: Bench) -> Figures:
    """Run one stage in a process of its own, on one core."""
    module = "benchmarks.scale.worker"
    command = [sys.executable, "-m", module, stage, engine, str(bench.folder)]
    done = subprocess.run(  # noqa: S603 - our own program
        [*command, repr(time.time())],
        stdout=subprocess.PIPE,
        check=True,
        timeout=_MOST_SECONDS,
        env={**os.environ, **_ONE_THREAD},
        preexec_fn=_one_core,
    )
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def _one_core() -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
