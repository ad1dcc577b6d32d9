"""An evidence pack as a table (CSV): a line for each quote, as spreadsheets open it."""

from __future__ import annotations

import csv
import io

from bot.evidence.pack import EvidenceItem, EvidencePack

COLUMNS = (
    *("question", "verdict", "quote", "report", "byline", "address", "paragraph"),
    *("start", "stop", "sha256", "citation", "gbt7714", "url", "version", "made"),
)
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would compute: there an apostrophe is put before it."""


def table(pack: EvidencePack) -> str:
    """Write a pack as CSV, with a mark of its encoding that spreadsheets ask for."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for item in pack.items:
        writer.writerow(map(_plain, _row(pack, item)))
    return "\ufeff" + file.getvalue()


def _row(pack: EvidencePack, item: EvidenceItem) -> tuple[str, ...]:
    quote, (asked, verdict, version, made) = item.quote, pack.facts
    cited, by_standard = (*item.citations, "")[:2]
    numbers = map(str, (quote.number, quote.start, quote.stop))
    named = (quote.article.title, quote.article.byline, str(item.reference))
    told = (item.digest, cited, by_standard, item.url, version, made)
    return asked, verdict, quote.text, *named, *numbers, *told


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell
