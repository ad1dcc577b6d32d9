"""The long form: `python -m tests.fuzz` fuzzes each target for minutes, and counts.

Where atheris is (`make fuzz` installs it) it steers by coverage; elsewhere the inputs are random.
What is found is shown, made small, and kept in .hypothesis, where the next `make test` tries it.
"""

from __future__ import annotations

import argparse
import importlib
import os
import re
import subprocess
import sys
import tempfile
import time

LONGEST = 4096
"""Bytes of one input."""


def main() -> int:
    """Read the command line; the exit status is 0 when nothing was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="all of them by default")
    parser.add_argument("--seconds", type=int, default=600, help="for each (%(default)s)")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.inside:
        return _drive(said.targets[0], said.seconds)
    names = said.targets or list(importlib.import_module("tests.fuzz.targets").TARGETS)
    return max([_run(name, said.seconds) for name in names], default=0)


def _run(name: str, seconds: int) -> int:
    """Fuzz one target in a process of its own; tell how often it ran, and what it found."""
    command = [sys.executable, "-m", "tests.fuzz", "--inside", "--seconds", str(seconds), name]
    ended = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603
    output = ended.stdout + ended.stderr
    count = re.findall(r"(?:number_of_executed_units: |Done )(\d+)", output)
    found = "nothing found" if ended.returncode == 0 else "FOUND"
    sys.stdout.write(f"{name}: {count[-1] if count else '?'} executions, {found}\n")
    if ended.returncode:
        sys.stdout.write(output[-4000:])
    sys.stdout.flush()
    return 1 if ended.returncode else 0


def _drive(name: str, seconds: int) -> int:
    """Fuzz one target here."""
    try:
        import atheris  # noqa: PLC0415 -- its wheels are not for every system
    except ImportError:
        return _shake(name, seconds)
    with atheris.instrument_imports(include=["bot", "retrieval"]):
        targets = importlib.import_module("tests.fuzz.targets")
    with tempfile.TemporaryDirectory() as folder:
        limits = [
            f"-max_total_time={seconds}",
            f"-max_len={LONGEST}",
            "-len_control=0",
            "-timeout=60",
        ]
        files = [f"-artifact_prefix={folder}/", "-print_final_stats=1", "-rss_limit_mb=2048"]
        atheris.Setup(
            [sys.argv[0], *limits, *files], targets.TARGETS[name].hypothesis.fuzz_one_input
        )
        atheris.Fuzz()  # ends the process
    return 0


def _shake(name: str, seconds: int) -> int:
    """Fuzz one target with random bytes."""
    fuzz = importlib.import_module("tests.fuzz.targets").TARGETS[name].hypothesis.fuzz_one_input
    until, count = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        fuzz(os.urandom(LONGEST))
        count += 1
    sys.stdout.write(f"Done {count}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
