"""`python -m benchmarks`: measures answers, speed, verdicts and their truth; not shipped."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from benchmarks.commands import (
    bad_input,
    bench,
    bot,
    cluster,
    evaluate,
    importing,
    lexicon,
    openings,
    path,
    peers,
    quotations,
    report,
    truth,
    tune,
    verify,
)
from benchmarks.questions import QuestionsError
from retrieval.commands import command_line

COMMANDS = {
    "eval": (evaluate, "measure how well questions are answered"),
    "report": (report, "write docs/quality.md: figures with and without each part"),
    "importing": (importing, "measure how truly and how fast documents are imported"),
    "peers": (peers, "measure the same of other engines beside ours"),
    "bench": (bench, "measure speed, memory and size as the archive grows"),
    "cluster": (cluster, "compare what a cluster says with memory and disk, and how fast"),
    "bot": (bot, "measure updates per second over loopback, beside a bare echo bot"),
    "lexicon": (lexicon, "make the large tables of the lexicon from their sources"),
    "tune": (tune, "learn the weights of the signals from public sets"),
    "verify": (verify, "measure how fast and how rightly quotations are checked"),
    "quotations": (quotations, "judge true quotations, and such as somebody bent"),
    "openings": (openings, "measure the answers to the questions people open with"),
    "input": (bad_input, "measure what bad input costs to answer"),
    "truth": (truth, "check that all that is said of the reports is true of them"),
    "path": (path, "count the modules and calls that one question takes"),
}
PARSER = command_line.parser("benchmarks", __doc__, COMMANDS)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; return the exit status."""
    try:
        return command_line.main(PARSER, argv)
    except QuestionsError as error:
        return command_line.refuse(str(error))


if __name__ == "__main__":
    sys.exit(main())
