"""Newspaper pages printed to PDF by Chromium, the articles in columns."""

from __future__ import annotations

import html
import subprocess
from collections.abc import Sequence
from pathlib import Path
from shutil import which

from benchmarks.importing.printed_article import PrintedArticle

_STYLE = """@page {{ size: {width}mm {height}mm; margin: 12mm }}
body {{ columns: {columns}; column-gap: 8mm; font: 9.5pt "Noto Serif CJK SC", serif }}
h2 {{ font-size: 17pt; margin: 3mm 0 }} p {{ margin: 0; text-indent: 2em; text-align: justify }}
p.by {{ text-indent: 0; margin-bottom: 1mm }}"""


def program() -> str | None:
    """Return where Chromium is, if it is installed."""
    return which("chromium") or which("chromium-browser") or which("google-chrome")


def page(articles: Sequence[PrintedArticle], columns: int) -> str:
    """Return a page of the articles as HTML."""
    style = _STYLE.format(width=90 * columns, height=420, columns=columns)
    body = "".join(_article(article) for article in articles)
    return f"<!DOCTYPE html><meta charset=utf-8><style>{style}</style><body>{body}"


def _article(article: PrintedArticle) -> str:
    headline = "<br>".join(map(html.escape, article.headline or (article.title,)))
    byline = f"<p class=by>{html.escape(article.byline)}</p>" if article.signed_below else ""
    texts = "".join(f"<p>{html.escape(text)}</p>" for text in article.texts)
    return f"<h2>{headline}</h2>{byline}{texts}"


def print_to_pdf(source: str, path: Path) -> Path:
    """Print a page of HTML; CalledProcessError when Chromium fails."""
    made = path.with_suffix(".html")
    made.write_text(source, "utf-8")
    arguments = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
    command = [program() or "chromium", *arguments, f"--print-to-pdf={path}", made.as_uri()]
    subprocess.run(command, capture_output=True, timeout=180, check=True)  # noqa: S603
    return path
