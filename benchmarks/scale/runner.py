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
from benchmarks.scale.worker import ANSWERS, PARAGRAPHS, QUESTIONS, WORDS, content
from retrieval.analysis.analyzer import Analyzer

SCANNED = 100_000
"""rank_bm25 is measured up to so many paragraphs: beyond, it takes seconds and gigabytes."""
_MOST_SECONDS = 3600
_THREADS = ("OMP", "OPENBLAS", "MKL", "NUMBA", "RAYON")

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

    folder: Path
    size: int
    what: str
    analysis_seconds: float


def prepare(source: Path, folder: Path, size: int, asked: Sequence[str], count: int) -> Prepared:
    """Write `size` paragraphs, their words, and the questions (`asked`, or `count` clauses)."""
    folder /= str(size)
    folder.mkdir(parents=True, exist_ok=True)
    what = write_paragraphs(source, folder / PARAGRAPHS, size)
    analyzer = Analyzer()
    analyzer.hasten()
    began = time.perf_counter()
    with (folder / WORDS).open("w", encoding="utf-8") as file:
        for article in read_paragraphs(folder / PARAGRAPHS):
            text = f"{article.title}\n{article.texts[0]}"
            file.write(" ".join(content(text, analyzer)) + "\n")
    seconds = time.perf_counter() - began
    questions = list(asked) or questions_of(folder / PARAGRAPHS, count)
    (folder / QUESTIONS).write_text("\n".join(questions) + "\n", encoding="utf-8")
    return Prepared(folder, size, what, seconds)


def measured(prepared: Prepared, engines: Sequence[str]) -> Iterator[Row]:
    """Yield a row for each engine."""
    for engine in engines:
        if engine == BASELINE and prepared.size > SCANNED:
            yield Row(engine, prepared.size, {}, f"left out above {SCANNED:,}")
            continue
        try:
            figures = _stage("build", engine, prepared.folder)
            if engine != OURS:  # their words were cut beforehand
                figures["analysis_seconds"] = prepared.analysis_seconds
            yield Row(engine, prepared.size, figures | _stage("ask", engine, prepared.folder))
            if engine == OURS:
                yield Row(ANSWERS, prepared.size, _stage("ask", ANSWERS, prepared.folder))
        except (subprocess.SubprocessError, ValueError) as error:
            yield Row(engine, prepared.size, {}, str(error).splitlines()[0])


def _stage(stage: str, engine: str, folder: Path) -> Figures:
    """Run one stage in a process of its own, on one core."""
    command = [sys.executable, "-m", "benchmarks.scale.worker", stage, engine, str(folder)]
    done = subprocess.run(  # noqa: S603 - our own program
        [*command, repr(time.time())],
        stdout=subprocess.PIPE,
        check=True,
        timeout=_MOST_SECONDS,
        env={**os.environ, **{f"{library}_NUM_THREADS": "1" for library in _THREADS}},
        preexec_fn=lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}),
    )
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures
