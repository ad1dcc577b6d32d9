"""Arguments that several commands share, and what they stand for."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from retrieval.commands.errors import CommandError, warn
from retrieval.corpus import SHIPPED, Corpus, Problem, read
from retrieval.expansion.synonyms import Thesaurus
from retrieval.index.archive.building import Builder
from retrieval.index.open_index import in_memory, on_disk, with_vectors
from retrieval.library import Library
from retrieval.meaning.encoder import encoder
from retrieval.meaning.vector_folder import VectorFolder

PROJECT = Path(__file__).resolve().parents[2]
"""Where corpus/sources/ and tests/ stand."""


def add_corpus(parser: argparse.ArgumentParser, *, indexed: bool = False) -> None:
    """Declare `--corpus`, by default $CORPUS_DIR or the project's own reports.

    Where the reports may be `indexed`, it is None by default: those the index was made of.
    """
    default = os.environ.get("CORPUS_DIR") or (None if indexed else SHIPPED)
    usual = f"those of the index, else {SHIPPED}" if default is None else str(default)
    usual = usual.replace("%", "%%")
    parser.add_argument(
        "--corpus",
        type=Path,
        default=default,
        metavar="PATH",
        help=f"a folder of article files, or a .jsonl file of {{id, title, text}} ({usual})",
    )


def add_reports(parser: argparse.ArgumentParser) -> None:
    """Declare `--corpus`, `--index` and `--synonyms`, by default $INDEX_DIR, $SYNONYMS_FILE."""
    add_corpus(parser, indexed=True)
    parser.add_argument(
        "--synonyms",
        type=Path,
        default=os.environ.get("SYNONYMS_FILE") or None,
        metavar="FILE",
        help="your own synonyms: words that mean the same, a group a line, # for remarks",
    )
    parser.add_argument(
        "--index",
        type=Path,
        default=os.environ.get("INDEX_DIR") or None,
        metavar="DIR",
        help="the folder of their index, made if need be; without it the index is kept in memory",
    )
    add_vectors(parser)
    add_cluster(parser)


def add_vectors(parser: argparse.ArgumentParser) -> None:
    """Declare `--vectors`, by default $SENTENCE_VECTORS."""
    parser.add_argument(
        "--vectors",
        action="store_true",
        default=os.environ.get("SENTENCE_VECTORS", "").lower() in {"yes", "true", "on", "1"},
        help="let vectors of sentences have a say in what comes first; needs `make meaning`"
        " ($SENTENCE_VECTORS)",
    )


def add_cluster(parser: argparse.ArgumentParser) -> None:
    """Declare `--cluster`, by default $OPENSEARCH_URL."""
    parser.add_argument(
        "--cluster",
        default=os.environ.get("OPENSEARCH_URL") or None,
        metavar="URL",
        help="their index on OpenSearch: http://one:9200,http://two:9200/name ($OPENSEARCH_URL)",
    )


def cluster_address(url: str) -> Any:  # noqa: ANN401 - of a module that not everybody has
    """Read the address of a cluster; CommandError when it is none, or cannot be spoken to."""
    file, certificates = (
        Path(os.environ[name]) if os.environ.get(name) else None
        for name in ("OPENSEARCH_PASSWORD_FILE", "OPENSEARCH_CERTIFICATES")
    )
    try:
        connection = import_module("retrieval.index.opensearch.connection")
        return connection.ClusterAddress.parse(url, file, certificates)
    except ModuleNotFoundError as error:
        message = f"{error.name} is not installed here; run `make opensearch`"
        raise CommandError(message) from error
    except ValueError as error:
        message = f"--cluster, OPENSEARCH_URL: {error}"
        raise CommandError(message) from error


def add_json(parser: argparse.ArgumentParser) -> None:
    """Declare `--json`."""
    parser.add_argument("--json", action="store_true", help="print JSON, for machines")


def positive(text: str) -> int:
    """Read a number from 1."""
    number = int(text)
    if number < 1:
        message = f"not a number from 1: {text}"
        raise argparse.ArgumentTypeError(message)
    return number


def words(text: str) -> str:
    """Read words typed on the command line, which must be UTF-8 whatever the locale says."""
    try:
        return os.fsencode(text).decode()
    except UnicodeDecodeError:
        message = "not UTF-8"
        raise argparse.ArgumentTypeError(message) from None


def open_corpus(path: Path) -> Corpus:
    """Read the reports at `path`; say what is wrong with any of them, and go on.

    Raises CorpusError when nothing is there.
    """
    corpus = read(path)
    warn_of(corpus.problems)
    return corpus


def warn_of(problems: Iterable[Problem]) -> None:
    """Say each problem on standard error."""
    for problem in problems:
        warn(str(problem))


def open_library(arguments: argparse.Namespace) -> Library:
    """Make the reports that `add_reports` declares ready for questions; say what is wrong.

    Raises CommandError when there is no file of synonyms where one is named, or it cannot be read.
    """
    if arguments.synonyms and (arguments.synonyms.is_dir() or not arguments.synonyms.exists()):
        message = f"{arguments.synonyms}: no such file of synonyms"
        raise CommandError(message)
    thesaurus = Thesaurus(arguments.synonyms)
    for problem in thesaurus.problems:
        if not problem.line:
            raise CommandError(str(problem))
    if arguments.cluster and not (arguments.corpus or arguments.index):
        source = import_module("retrieval.cluster_source").ClusterSource
        model = encoder() if arguments.vectors else None
        library: Library = source(cluster_address(arguments.cluster), thesaurus, model).open()
        warn_of(library.problems)
        return library
    opened = (
        on_disk(arguments.corpus, arguments.index, Builder(say=warn))
        if arguments.index
        else in_memory(read(arguments.corpus or SHIPPED))
    )
    if arguments.vectors:
        opened = with_vectors(opened, VectorFolder(encoder(), arguments.index))
    library = Library(opened, thesaurus)
    warn_of(library.problems)
    return library
