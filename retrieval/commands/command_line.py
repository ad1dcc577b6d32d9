"""A command line of several commands: arguments declared, errors turned into one clear sentence."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from io import TextIOWrapper
from types import ModuleType

from retrieval.commands.errors import CommandError
from retrieval.corpus import CorpusError
from retrieval.index.archive.array_file import DamagedError
from retrieval.index.engine import UnreachableError

Commands = Mapping[str, tuple[ModuleType, str]]
"""By name, a module with `add(parser)` and `run(arguments)`, and what the command is for."""


def parser(program: str, about: str | None, commands: Commands) -> argparse.ArgumentParser:
    """Declare every command of `python -m {program}`."""
    top = argparse.ArgumentParser(prog=f"python -m {program}", description=about)
    declared = top.add_subparsers(required=True, metavar="COMMAND")
    for name, (module, purpose) in commands.items():
        command = declared.add_parser(name, help=purpose, description=purpose)
        module.add(command)
        command.set_defaults(run=module.run)
    return top


def main(top: argparse.ArgumentParser, argv: Sequence[str] | None = None) -> int:
    """Run a command; return the exit status: 0, or 2 after a sentence on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = top.parse_args(argv)
    try:
        for line in arguments.run(arguments):
            print(line, flush=True)
    except BrokenPipeError:
        # Python flushes standard output once more at exit: give it somewhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return refuse("nobody reads the output any more")
    except (CommandError, CorpusError, DamagedError, UnreachableError) as error:
        return refuse(str(error))
    except OSError as error:
        place = error.filename or getattr(arguments, "into", None) or "output"
        return refuse(f"{place}: {error.strerror}")
    except KeyboardInterrupt:
        return 130
    return 0


def refuse(sentence: str) -> int:
    """Say on standard error why a command could not be done; return its exit status."""
    print(sentence, file=sys.stderr)
    return 2
