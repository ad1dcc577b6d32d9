"""What was learned from public questions: the weights of the signals, kept in weights.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PATH = Path(__file__).with_name("weights.toml")


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights by the names of signals.

    `window` tells windows of a passage apart, `passage` the passages, and `confidence` with
    `bias` (log-odds) how sure it is that the best of them answers.
    """

    window: Mapping[str, float]
    passage: Mapping[str, float]
    confidence: Mapping[str, float]
    bias: float

    def toml(self) -> Iterator[str]:
        """Yield the lines of a weights file."""
        yield f"bias = {self.bias:.2f}"
        for name in ("window", "passage", "confidence"):
            yield f"\n[{name}]"
            yield from (f"{key} = {value:.2f}" for key, value in getattr(self, name).items())


def read_weights(text: str) -> Weights:
    """Read what `Weights.toml` wrote."""
    tables = tomllib.loads(text)
    return Weights(tables["window"], tables["passage"], tables["confidence"], tables["bias"])


LEARNED = read_weights(PATH.read_text("utf-8"))
