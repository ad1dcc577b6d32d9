"""Word files written by LibreOffice."""

from __future__ import annotations

import html
import subprocess
from collections.abc import Sequence
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from benchmarks.importing.printed_article import PrintedArticle


def program() -> str | None:
    """Return where LibreOffice is, if it is installed."""
    return which("soffice") or which("libreoffice")


def docx(articles: Sequence[PrintedArticle], path: Path) -> Path:
    """Write the articles into one DOCX, titles as headings; CalledProcessError when it fails."""
    made = path.with_suffix(".html")
    body = "".join(
        f"<h1>{html.escape(article.title)}</h1>"
        + "".join(f"<p>{html.escape(line)}</p>" for line in article.lines[1:])
        for article in articles
    )
    made.write_text(f"<!DOCTYPE html><meta charset=utf-8><body>{body}", "utf-8")
    with TemporaryDirectory() as profile:
        command = [
            program() or "soffice",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--headless",
            "--infilter=HTML (StarWriter)",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(path.parent),
            str(made),
        ]
        subprocess.run(command, capture_output=True, timeout=180, check=True)  # noqa: S603
    return path
