"""`python -m retrieval`: import, ask, search, verify, articles, eval."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


try:
    from retrieval.checked import DamagedError
    from retrieval.commands import (
        articles,
        ask,
        bench,
        evaluate,
        import_pages,
        index,
        search,
        tune,
        verify,
    )
    from retrieval.commands.errors import CommandError
    from retrieval.corpus import CorpusError
except ModuleNotFoundError as error:
    how = "run `make setup`, then `. .venv/bin/activate`"
    sys.exit(_refuse(f"{error.name} is not installed here; {how}"))

COMMANDS = {
    "import": (import_pages, "turn the text of newspaper pages into articles"),
    "ask": (ask, "answer a question with a quote, or say that the reports do not"),
    "search": (search, "list the passages that hold some words"),
    "verify": (verify, "tell whether the reports say what somebody says they say"),
    "index": (index, "keep the reports and their index in a folder"),
    "articles": (articles, "list the reports"),
    "eval": (evaluate, "measure how well questions are answered"),
    "bench": (bench, "measure speed, memory and size as the archive grows"),
    "tune": (tune, "learn the weights of the signals from public sets"),
}


def parser() -> argparse.ArgumentParser:
    """Declare every command."""
    top = argparse.ArgumentParser(prog="python -m retrieval", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    for name, (module, purpose) in COMMANDS.items():
        command = commands.add_parser(name, help=purpose, description=purpose)
        module.add(command)
        command.set_defaults(run=module.run)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; return the exit status: 0, or 2 after a sentence on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = parser().parse_args(argv)
    try:
        for line in arguments.run(arguments):
            print(line, flush=True)
    except BrokenPipeError:
        # Python flushes standard output once more at exit: give it somewhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _refuse("nobody reads the output any more")
    except (CommandError, CorpusError, DamagedError) as error:
        return _refuse(str(error))
    except OSError as error:
        place = error.filename or getattr(arguments, "into", None) or "output"
        return _refuse(f"{place}: {error.strerror}")
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
