"""What a command says when it cannot do what it was told."""

from __future__ import annotations

import sys


class CommandError(Exception):
    """One clear sentence for the person who typed the command; the exit status is 2."""


def warn(sentence: str) -> None:
    """Tell the person at the terminal something that is no part of the output."""
    sys.stderr.write(f"{sentence}\n")
