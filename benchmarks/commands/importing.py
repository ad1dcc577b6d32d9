"""`importing`: how truly, and how fast, documents of known articles are imported."""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.importing import real_programs, reportlab_pages
from benchmarks.importing.composed_pages import (
    PLAIN,
    ComposedPage,
    composed_pages,
    wrapped_pages,
)
from benchmarks.importing.judging import ImportFigures, judged
from benchmarks.importing.printed_article import printed
from retrieval.commands.arguments import add_corpus, open_corpus, positive
from retrieval.corpus import Corpus
from retrieval.importing.importer import import_files
from retrieval.importing.newspaper.parser import parse_page
from retrieval.importing.reader import read_file
from retrieval.library import Library

_PAGES, _ARTICLES = 16, 1_000


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_corpus(parser)
    parser.add_argument("what", choices=MEASURES, help="what is made and read")
    parser.add_argument(
        "--count", type=positive, default=40, help="pages, or clippings (%(default)s)"
    )
    parser.add_argument("--seed", type=int, default=1, help="%(default)s")


def run(arguments: argparse.Namespace) -> Iterator[str]:
    """Yield a line for each kind of document."""
    yield from MEASURES[arguments.what](arguments)


def _documents(arguments: argparse.Namespace) -> Iterator[str]:
    articles = printed(open_corpus(arguments.corpus).articles)
    with TemporaryDirectory() as folder:
        for name, figures in real_programs.measured(articles, Path(folder)):
            yield f"{name:32} {figures}"


def _pages(arguments: argparse.Namespace) -> Iterator[str]:
    count, seed = arguments.count, arguments.seed
    for name, pages in (
        ("usual headlines", composed_pages(count, seed, PLAIN)),
        ("all kinds of headlines", composed_pages(count, seed)),
        ("lines wrapped at 18", wrapped_pages(count, seed)),
    ):
        yield f"{name:24} {sum(map(_figures, pages), ImportFigures())}"


def _figures(page: ComposedPage) -> ImportFigures:
    return judged(page.articles, parse_page(page.text, "page.txt"))


def _clippings(arguments: argparse.Namespace) -> Iterator[str]:
    # The models are an extra, and take a second to load.
    from benchmarks.importing.clippings import clippings  # noqa: PLC0415
    from benchmarks.importing.reading_pictures import PictureFigures, read  # noqa: PLC0415
    from retrieval.importing.recognition.engine import Engine  # noqa: PLC0415

    corpus, engine, figures = open_corpus(arguments.corpus), Engine(), PictureFigures()
    library = Library(corpus)
    for clipping in clippings(printed(corpus.articles), arguments.count, arguments.seed):
        found = read(clipping, engine, lambda text: library.verify(text).is_clean)
        yield f"{clipping.look:48} {found}"
        figures += found
    yield f"{'all':48} {figures}"


def _speed(arguments: argparse.Namespace) -> Iterator[str]:
    corpus = open_corpus(arguments.corpus)
    with TemporaryDirectory() as folder:
        yield _newspaper(corpus, Path(folder))
        yield _many(Path(folder))


def _newspaper(corpus: Corpus, folder: Path) -> str:
    """Read a PDF of many pages, in a process of its own as always."""
    path, articles = folder / "paper.pdf", printed(corpus.articles)
    pages = reportlab_pages.draw(articles * _PAGES, path, columns=5, most=_PAGES)
    begun, wall = _children_time(), time.perf_counter()
    found = read_file(path, path.name)
    processor, seconds = _children_time() - begun, time.perf_counter() - wall
    return (
        f"a PDF of {pages} pages, {len(found.articles)} articles: {processor:.1f} s of a processor "
        f"({seconds:.1f} s by the clock)"
    )


def _children_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _many(folder: Path) -> str:
    """Import the page texts of a thousand articles."""
    pages = folder / "pages"
    pages.mkdir()
    each = [page.text for page in composed_pages(-(-_ARTICLES // 8))]
    for number, text in enumerate(each):
        (pages / f"{number}.txt").write_text(text, "utf-8")
    begun = time.process_time()
    report = import_files([pages], folder / "reports")
    seconds = time.process_time() - begun
    count = len(report.imported)
    return f"{count} articles in {seconds:.1f} s of a processor: {count / seconds:.0f} a second"


MEASURES: dict[str, Callable[[argparse.Namespace], Iterator[str]]] = {
    "documents": _documents,
    "pages": _pages,
    "clippings": _clippings,
    "speed": _speed,
}
