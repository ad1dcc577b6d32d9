"""What we depend on: pinned, with hashes, from anywhere; and under known terms."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
RUN = PROJECT["project"]["dependencies"]
NAMED = {
    "run": RUN,
    "dev": [*RUN, *EXTRAS["test"], *EXTRAS["lint"]],
    "archive": [*RUN, *EXTRAS["archive"]],
    "opensearch": [*RUN, *EXTRAS["opensearch"]],
    "bench": [*RUN, *EXTRAS["bench"]],
    "meaning": [*RUN, *EXTRAS["meaning"]],
    "tables": [*RUN, *EXTRAS["tables"]],
    "fuzz": [*RUN, *EXTRAS["fuzz"]],
    **PROJECT["dependency-groups"],
}

lock = pytest.mark.parametrize("lock", NAMED)


def entries(lock: str) -> list[str]:
    """The entries of a lock file, each with its hashes, comments left out."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    lines = re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE)
    return lines.replace("\\\n", " ").splitlines()


def pins(lock: str) -> dict[str, set[str]]:
    """Package -> the versions pinned, for the environment markers there are."""
    found: dict[str, set[str]] = {}
    for entry in entries(lock):
        name, version = entry.partition(";")[0].split()[0].split("==")
        found.setdefault(canonicalize_name(name), set()).add(version)
    return found


@lock
def test_every_entry_is_pinned_by_hash_and_none_names_an_index(lock: str) -> None:
    form = re.compile(r"[\w.-]+==[\w.+]+( ; [^-]*?)?\s+(--hash=sha256:[0-9a-f]{64}\s*)+")
    assert [entry for entry in entries(lock) if not form.fullmatch(entry)] == []


@lock
def test_the_lock_pins_what_the_project_names(lock: str) -> None:
    pinned = pins(lock)
    for requirement in map(Requirement, NAMED[lock]):
        versions = pinned.get(canonicalize_name(requirement.name), set())
        assert versions, f"{requirement}: run make lock"
        assert all(version in requirement.specifier for version in versions), requirement


@pytest.mark.parametrize("lock", ["dev", "archive", "opensearch", "bench", "meaning", "tables"])
def test_tests_and_measurements_run_on_what_runs(lock: str) -> None:
    pinned = pins(lock)
    assert {name: pinned[name] for name in pins("run")} == pins("run")


def test_licences_are_listed_and_none_is_the_agpl() -> None:
    table = (ROOT / "LICENSES.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.split("|")] for line in table.splitlines()[2:]]
    assert {canonicalize_name(row[1]) for row in rows} == set(pins("run")), "run make licences"
    assert all({*row[2:5]} - {"", "UNKNOWN"} for row in rows)
    assert "Affero" not in table
    assert "AGPL" not in table
