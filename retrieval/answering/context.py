"""What a rule looks at to tell whether a passage answers: the passage, and the report around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from retrieval.query.query import Query


@dataclass(frozen=True, slots=True)
class Context:
    """A passage that was found, and the whole report it stands in (all folded).

    `quoted` is the window of the passage that would be quoted; `paragraphs` are those of the
    report, in order.
    """

    passage: str
    report: str
    quoted: str = ""
    title: str = ""
    paragraphs: tuple[str, ...] = ()

    @property
    def opening(self) -> str:
        """The first paragraph, which introduces what the report is about."""
        return next((one for one in self.paragraphs if one.strip()), "")


Rule = Callable[[Query, Context], bool]
"""Whether a passage tells what is asked of something else."""
