"""`python -m retrieval`: ask, search, verify, articles, import, index, mcp."""

from __future__ import annotations

import sys
from collections.abc import Sequence

try:
    from retrieval.commands import (
        articles,
        ask,
        command_line,
        import_pages,
        index,
        mcp,
        search,
        verify,
    )
except ModuleNotFoundError as error:
    sys.stderr.write(f"{error.name} is not installed here; run `make setup`, ")
    sys.stderr.write("then `. .venv/bin/activate`\n")
    sys.exit(2)

COMMANDS = {
    "ask": (ask, "answer a question with a quote, or say that the reports do not"),
    "search": (search, "list the passages that hold some words"),
    "verify": (verify, "tell whether the reports say what somebody says they say"),
    "articles": (articles, "list the reports"),
    "import": (import_pages, "turn pages and documents into articles"),
    "index": (index, "keep the reports and their index in a folder"),
    "mcp": (mcp, "serve the reports as tools for assistants (Model Context Protocol)"),
}
PARSER = command_line.parser("retrieval", __doc__, COMMANDS)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; return the exit status."""
    return command_line.main(PARSER, argv)


if __name__ == "__main__":
    sys.exit(main())
