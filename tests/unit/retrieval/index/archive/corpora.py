"""Small random corpora, in which terms are shared, repeated and of all kinds."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from hypothesis import strategies as st

from retrieval.analysis.analyzer import Analyzer
from retrieval.article import Article
from retrieval.index.archive.archive import Archive
from retrieval.index.archive.building import Builder

TEXTS = st.text("中国人民日报湖州市的 是，。gdp2024\u3400", max_size=40)
QUESTIONS = st.dictionaries(
    st.sampled_from(
        ["中国", "人民", "国人", "人", "的", "湖州市", "gdp", "民日报", "无此词", "2024"]
    ),
    st.sampled_from([0.4, 1.0, 1.4, 2.0, 7.5]),
    max_size=10,
)


@st.composite
def articles(draw: st.DrawFn, max_size: int = 12) -> list[Article]:
    bodies = draw(st.lists(st.lists(TEXTS, min_size=1, max_size=3), max_size=max_size))
    titles = [draw(TEXTS) for _ in bodies]
    return [
        Article(f"a{number}", title, tuple(body))
        for number, (title, body) in enumerate(zip(titles, bodies, strict=True))
    ]


def write_lines(path: Path, some: Iterable[Article]) -> Path:
    rows = ({"id": a.id, "title": a.title, "text": a.texts[0]} for a in some)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def built(folder: Path, source: Path, analyzer: Analyzer | None = None, jobs: int = 1) -> Archive:
    return Builder(jobs).open(source, folder, analyzer or Analyzer())


def lines(count: int, of: str = "湖州市第{}号报道说，中国人民的日报有{}版。") -> list[Article]:
    return [Article(f"p{n}", f"题{n}", (of.format(n, n % 7),)) for n in range(count)]
