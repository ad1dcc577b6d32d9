"""`path`: the modules that one question passes through, and the calls it takes."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from cProfile import Profile
from pathlib import Path

import retrieval
from benchmarks.report import table
from retrieval.answer import Question
from retrieval.commands.arguments import add_reports, open_library, words

_PACKAGE = Path(retrieval.__file__).parent


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("question", type=words)
    add_reports(parser)


def run(arguments: argparse.Namespace) -> Iterator[str]:
    """Yield a row a module, in the order of their calls, and how many there are of both."""
    asked = Question(arguments.question)
    # What the process reads once (dictionaries, word lists) is read by a library of its own.
    open_library(arguments).answer(asked)
    library = open_library(arguments)
    library.prepare()
    profile = Profile(subcalls=False, builtins=False)
    profile.enable()
    library.answer(asked)
    profile.disable()
    calls = _calls(profile)
    rows = [[module, str(count)] for module, count in calls.most_common()]
    yield from table([["module", "calls"], *rows])
    yield f"{len(calls)} modules, {calls.total()} calls"


def _calls(profile: Profile) -> Counter[str]:
    """Count the calls of the package's own functions, by module."""
    found: Counter[str] = Counter()
    for entry in profile.getstats():
        # Of what is not written in Python there is no code, only a name.
        path = Path(getattr(entry.code, "co_filename", ""))
        if path.is_relative_to(_PACKAGE):
            found[".".join(path.relative_to(_PACKAGE).with_suffix("").parts)] += entry.callcount
    return found
