"""What is recognised in a picture, and how far it can be trusted."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.importing.formats.pdf_layout import page_text
from retrieval.importing.formats.printed_line import PrintedLine


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """A line of a picture. `doubt`: why its words are unsure; nothing when two readings agree."""

    printed: PrintedLine
    doubt: str = ""

    @property
    def text(self) -> str:
        """The words that were read."""
        return self.printed.text


@dataclass(frozen=True, slots=True)
class RecognisedText:
    """The lines of a picture. It is never the printed text itself, so nothing is word for word.

    `unread`: the heights (pixels from the top) where ink stands like a line and no line was read.
    """

    lines: tuple[RecognisedLine, ...]
    unread: tuple[int, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether every line was read twice alike, and none seems to be left out."""
        return bool(self.lines) and not self.unread and not any(line.doubt for line in self.lines)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text in reading order, a paragraph each; lines of one paragraph are joined."""
        if not self.lines:
            return ()
        blocks = page_text([[line.printed for line in self.lines]]).blocks
        return tuple(block.text for block in blocks)
