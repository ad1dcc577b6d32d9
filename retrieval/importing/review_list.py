"""The texts that an import held back, kept in the folder of articles until a person decides.

The file is hidden, so that it is no article file; a line of it is a text as JSON. Importing a
document again replaces its texts: one whose page was mended is gone from the list.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from retrieval.corpus import CorpusError
from retrieval.importing.document import HeldText

REVIEW_FILE = ".review.jsonl"


class ReviewList:
    """The texts held back so far, by the document they come from."""

    def __init__(self, path: Path, texts: Iterable[HeldText] = ()) -> None:
        self._path = path
        self._texts: dict[str, list[HeldText]] = {}
        for text in texts:
            self._texts.setdefault(text.file, []).append(text)

    @classmethod
    def of(cls, folder: Path) -> ReviewList:
        """Read the list of a folder of articles; CorpusError when it is broken."""
        path = folder / REVIEW_FILE
        try:
            lines = path.read_text("utf-8").splitlines() if path.exists() else []
            return cls(path, (HeldText(**json.loads(line)) for line in lines))
        except (ValueError, TypeError, RecursionError) as error:
            message = f"{path}: the review list is broken; delete it and import again"
            raise CorpusError(message) from error

    def texts(self) -> tuple[HeldText, ...]:
        """Return all texts, those of one document together."""
        return tuple(text for texts in self._texts.values() for text in texts)

    def put(self, file: str, texts: Iterable[HeldText]) -> None:
        """Replace the texts of a document."""
        self._texts.pop(file, None)
        if found := list(texts):
            self._texts[file] = found

    def keep(self) -> None:
        """Write the list; without a text there is no file."""
        if texts := self.texts():
            lines = (json.dumps(asdict(text), ensure_ascii=False) for text in texts)
            replace_file(self._path, "".join(f"{line}\n" for line in lines))
        else:
            self._path.unlink(missing_ok=True)


def replace_file(path: Path, text: str) -> None:
    """Write a file whole or not at all; one that says the same already is left alone."""
    if path.exists() and path.read_bytes() == text.encode():
        return
    draft = path.with_name(f".{path.name.lstrip('.')}.new")
    draft.write_bytes(text.encode())
    draft.replace(path)
