"""A module run as a process of its own, whose time and memory are limited.

What a foreign parser does to a broken file, or grows to, harms nothing else.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from retrieval.importing.document import UnreadableError


def told_by(
    module: str, arguments: Sequence[str], what: str, seconds: float, data: bytes = b""
) -> dict[str, Any]:
    """Run a module with `data` as its input, and return the object of JSON that it prints.

    UnreadableError, which names `what` was read (PDF), when it takes too long, ends without an
    object, or says {"unreadable": why}.
    """
    command = [sys.executable, "-m", module, *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command, input=data, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        message = f"the {what} took longer than {seconds:g} seconds to read"
        raise UnreadableError(message) from None
    try:
        told: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        message = f"the {what} is broken, or needs too much memory or time"
        raise UnreadableError(message) from None
    if "unreadable" in told:
        raise UnreadableError(told["unreadable"])
    return told


def limit(memory: int, seconds: int) -> None:
    """Limit this process: bytes of address space, seconds of processor time."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
