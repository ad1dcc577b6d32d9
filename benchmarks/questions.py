"""Question sets as files, and which of their questions to ask."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

from benchmarks.scoring import About, Fact, Gold, Reports, bare

Item = TypeVar("Item")
Row = dict[str, Any]
Half = Literal["tune", "report"]


class QuestionsError(Exception):
    """A question set cannot be read: one sentence with its name."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A development question; `gold` is None where the reports do not answer.

    `kind` is answerable, robust, unanswerable or dialogues; `key` decides its half.
    """

    id: str
    kind: str
    style: str
    text: str
    gold: Gold | None
    key: str


Dialogue = tuple[Asked, ...]
"""Questions asked one after the other; a question that stands alone is a dialogue of one."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which questions are asked: those of one half, and `sample` of them at random."""

    half: Half | None = None
    sample: int | None = None

    def of(self, items: Sequence[Item], key: Callable[[Item], str]) -> list[Item]:
        """Return the selected items, in order; the same on every machine."""
        places = [place for place, item in enumerate(items) if self._in_half(key(item))]
        if self.sample is not None and self.sample < len(places):
            places = sorted(random.Random(0).sample(places, self.sample))  # noqa: S311
        return [items[place] for place in places]

    def _in_half(self, key: str) -> bool:
        odd = hashlib.sha256(bare(key).encode()).digest()[0] % 2
        return self.half is None or self.half == ("report" if odd else "tune")


def read_rows(path: Path) -> list[Row]:
    """Read a JSON object a line; QuestionsError with file and line when it is not that."""
    rows: list[Row] = []
    try:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            rows.append(_object(f"{path}:{number}", line))
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise QuestionsError(message) from error
    except UnicodeDecodeError as error:
        message = f"{path}: not UTF-8"
        raise QuestionsError(message) from error
    return rows


def read_development(folder: Path) -> list[Dialogue]:
    """Read answerable, robust, unanswerable and dialogues .jsonl, those that are there."""
    dialogues: list[Dialogue] = []
    for path in (folder / f"{kind}.jsonl" for kind in ("answerable", "robust", "unanswerable")):
        if path.exists():
            dialogues += [(_asked(path, row),) for row in read_rows(path)]
    path = folder / "dialogues.jsonl"
    if path.exists():
        dialogues += [_dialogue(path, row) for row in read_rows(path)]
    if not dialogues:
        message = f"{folder}: no questions there"
        raise QuestionsError(message)
    return dialogues


def key_of(dialogue: Dialogue) -> str:
    """Return what decides a dialogue's half: the passage that answers its first question."""
    return dialogue[0].key


def _object(place: str, line: str) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        message = f"{place}: not JSON"
        raise QuestionsError(message) from error
    if not isinstance(row, dict):
        message = f"{place}: not a JSON object"
        raise QuestionsError(message)
    return row


def _dialogue(path: Path, row: Row) -> Dialogue:
    try:
        turns = enumerate(row["turns"], 1)
        return tuple(_asked(path, {"id": f"{row['id']}-{n}", "style": "", **t}) for n, t in turns)
    except KeyError as error:
        message = f"{path}: {row.get('id')} has no {error}"
        raise QuestionsError(message) from error


def _asked(path: Path, row: Row) -> Asked:
    try:
        key = row.get("evidence") or row["id"]
        return Asked(row["id"], path.stem, row["style"], row["question"], _gold(row), key)
    except KeyError as error:
        message = f"{path}: {row.get('id')} has no {error}"
        raise QuestionsError(message) from error


def _gold(row: Row) -> Gold | None:
    """Read what is right; a turn whose evidence is a bare title or byline is about a report."""
    if row["style"] == "multi":
        return Reports(tuple(row["articles"]))
    if not row.get("article"):
        return None
    byline = bare(row["evidence"]).strip("()（）") == bare(row["answer"])
    kind = About if row["style"] == "meta" or byline else Fact
    return kind(row["article"], row["answer"])
