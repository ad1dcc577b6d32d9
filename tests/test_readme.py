"""The READMEs and the pages they lead to tell the truth: what they name exists, all is named."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import benchmarks.__main__
import bot.__main__
import retrieval.__main__
from bot.settings import Settings
from retrieval.answer_json import (
    AnswerRecord,
    ArticleRecord,
    CorrectionRecord,
    GroupRecord,
    QuoteRecord,
    ReasonRecord,
)

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh.md")
SETTING = re.compile(r"[A-Z]+(?:_[A-Z]+)+")
RECORDS = (AnswerRecord, ArticleRecord, QuoteRecord, CorrectionRecord, GroupRecord, ReasonRecord)
PARSERS = {
    "benchmarks": benchmarks.__main__.PARSER,
    "bot": bot.__main__.parser(),
    "retrieval": retrieval.__main__.PARSER,
}

readme = pytest.mark.parametrize("name", READMES)


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pages(name: str) -> list[str]:
    """The pages of a README that stand in its own table of them."""
    rows = [line for line in text(name).splitlines() if line.startswith("| [")]
    return [page for row in rows for page in re.findall(r"^\| \[[^]]+\]\((docs/[^)]+)\)", row)]


def whole(name: str) -> str:
    """A README and its pages."""
    return "".join(map(text, (name, *pages(name))))


def targets() -> set[str]:
    """The targets of the Makefile that explain themselves."""
    return set(re.findall(r"^([a-z-]+):.*## ", text("Makefile"), re.MULTILINE))


def commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The sub-commands of a parser, by name."""
    actions = parser._subparsers._group_actions if parser._subparsers else []  # noqa: SLF001
    return {
        name: command for action in actions for name, command in dict(action.choices or {}).items()
    }


def modules_run(name: str) -> set[tuple[str, str, str]]:
    """Package, sub-command (or '') and the rest of each `python -m …` line."""
    lines = re.findall(
        r"python -m (benchmarks|bot|retrieval)\b(?: +([a-z]+))?([^`\n|]*)", whole(name)
    )
    return {(package, command, rest) for package, command, rest in lines}


def settings_read() -> set[str]:
    """The settings the code reads."""
    return {name.upper() for name in Settings.model_fields}


def settings_told(name: str) -> set[str]:
    """The settings in the first column of a table."""
    rows = [line for line in whole(name).splitlines() if line.startswith("| `")]
    return {setting for row in rows for setting in SETTING.findall(row.split("|")[1])}


def exchange(name: str) -> list[str]:
    """The lines of the conversation a README shows."""
    return text(name).partition("```console\n")[2].partition("```")[0].splitlines()


@readme
def test_every_make_target_is_told_and_every_one_told_exists(name: str) -> None:
    assert set(re.findall(r"(?:`|^)make ([a-z-]+)", whole(name), re.MULTILINE)) == targets()


@readme
def test_every_command_is_told_and_every_one_told_exists(name: str) -> None:
    told = {(package, command) for package, command, _ in modules_run(name) if command}
    exist = {
        (package, command) for package, parser in PARSERS.items() for command in commands(parser)
    }
    assert told == exist


@readme
def test_every_flag_told_exists(name: str) -> None:
    for package, command, rest in modules_run(name):
        known = commands(PARSERS[package]).get(command, PARSERS[package]).format_help()
        assert all(flag in known for flag in re.findall(r"--[a-z-]+", rest)), (command, rest)


@readme
def test_the_fields_of_the_json_are_told(name: str) -> None:
    fields = {field for kind in RECORDS for field in kind.__annotations__}
    assert len(fields) > 15
    assert fields <= set(re.findall(r"`(\w+)`", whole(name)))


@readme
def test_the_settings_told_are_those_the_code_reads(name: str) -> None:
    assert settings_told(name) == settings_read()


@pytest.mark.parametrize("name", ["Dockerfile", "compose.yaml"])
def test_the_image_sets_only_settings_there_are(name: str) -> None:
    ours = re.compile(r"\b((?:TELEGRAM|WEBHOOK|CORPUS|DATA|ADMIN|LOG|HTTP)_[A-Z_]+)\b")
    assert set(ours.findall(text(name))) <= settings_read()


@readme
def test_every_path_told_exists(name: str) -> None:
    tree = text(name).partition("```text\n")[2].partition("```")[0]
    paths = re.findall(r"^([\w./-]+)", tree, re.MULTILINE)
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []


@readme
def test_every_link_inside_the_project_leads_somewhere(name: str) -> None:
    assert len(pages(name)) >= 5
    for page in (name, *pages(name)):
        folder = (ROOT / page).parent
        links = re.findall(r"\]\((?!https?://|#)([^)#\s]+)", text(page))
        assert [link for link in links if not (folder / link).exists()] == [], page


def test_both_languages_have_the_same_pages() -> None:
    first, second = (list(map(os.path.basename, pages(name))) for name in READMES)
    assert first == second


def test_what_works_where_is_tested_where_it_says() -> None:
    told = text("docs/telegram.md")
    assert "| ✓ |" in told
    files = re.findall(r"`([\w/]*test_\w+\.py)`", told)
    assert len(files) > 5
    folder = Path("tests/integration")
    missing = [
        file for file in files if not any((ROOT / at / file).exists() for at in ("", folder))
    ]
    assert missing == []


def evening(name: str) -> str:
    """The piece of the evening that a README shows."""
    return text(name).partition("```transcript\n")[2].partition("```")[0]


@readme
def test_the_evening_shown_is_what_happened(name: str) -> None:
    """Each piece between … stands in the transcript as it is, one after the other."""
    happened = text("tests/evening/transcript.txt")
    pieces = re.split(r"^…\n", evening(name), flags=re.MULTILINE)
    places = [happened.find(piece) for piece in pieces]
    assert len(pieces) > 2
    assert -1 not in places
    assert places == sorted(places)


def test_the_readmes_show_the_same_evening() -> None:
    first, second = (evening(name) for name in READMES)
    assert first == second


def test_the_readmes_show_the_same_exchange() -> None:
    first, second = (exchange(name) for name in READMES)
    assert first == second


def test_the_exchange_is_what_the_bot_says() -> None:
    """Its lines in order, but for the … where some are left out."""
    greeting, *lines = exchange("README.md")
    asked = [line.removeprefix("问> ") for line in lines if line.startswith("问> ")]
    told = [line for line in lines if line not in {"", "…"}]
    said = subprocess.run(
        [sys.executable, "-m", "bot", "terminal"],
        input="\n".join(asked),
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
        env=os.environ | {"CORPUS_DIR": "", "PYTHONUTF8": "1"},
        check=True,
    ).stdout.splitlines()
    assert len(asked) > 1
    assert greeting.startswith("$ make run")
    remaining = iter(said)
    assert [line for line in told[1:] if line not in remaining] == [], "\n".join(said)
