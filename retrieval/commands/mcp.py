"""`mcp`: the reports as tools for assistants that speak the Model Context Protocol."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from retrieval.commands.arguments import add_reports, open_library
from retrieval.commands.errors import CommandError


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--port",
        type=int,
        help="serve over HTTP at http://127.0.0.1:PORT/mcp; without it, standard input and output",
    )
    add_reports(parser)


def run(arguments: argparse.Namespace) -> Iterator[str]:
    """Serve until nobody asks any more; nothing is printed, for standard output is spoken on."""
    try:
        from retrieval import mcp_server  # noqa: PLC0415 -- an extra, and a second to import
    except ModuleNotFoundError as error:
        message = f"{error.name} is not installed here; run `make mcp`"
        raise CommandError(message) from None
    library = open_library(arguments)
    library.prepare()
    mcp_server.serve(library, arguments.port)
    yield from ()
