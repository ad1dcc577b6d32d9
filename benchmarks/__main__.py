"""`python -m benchmarks`: eval, bench, lexicon, tune. None of it is shipped."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from benchmarks.commands import bench, evaluate, lexicon, tune
from retrieval.commands import command_line

COMMANDS = {
    "eval": (evaluate, "measure how well questions are answered"),
    "bench": (bench, "measure speed, memory and size as the archive grows"),
    "lexicon": (lexicon, "make the large tables of the lexicon from their sources"),
    "tune": (tune, "learn the weights of the signals from public sets"),
}
PARSER = command_line.parser("benchmarks", __doc__, COMMANDS)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; return the exit status."""
    return command_line.main(PARSER, argv)


if __name__ == "__main__":
    sys.exit(main())
