"""One reading of a picture. The home of rapidocr (Apache-2.0, as are its models) and of Pillow.

The models come with the package; nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image, ImageOps
from rapidocr import RapidOCR

from retrieval.importing.document import UnreadableError
from retrieval.importing.recognition.reading import Pixels, ReadLine

MAX_PIXELS = 40_000_000
"""A page of A4 at 400 dpi has some fifteen million."""

LONGEST_SIDE = 3_000
"""Pixels to which a larger picture is made smaller before it is read."""


def pixels(picture: bytes) -> Pixels:
    """Return a picture as rows of RGB; UnreadableError when it is none or has too many pixels."""
    try:
        image = Image.open(BytesIO(picture))
        if image.width * image.height > MAX_PIXELS:
            message = f"a picture of more than {MAX_PIXELS:,} pixels"
            raise UnreadableError(message)
        upright = ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        if isinstance(error, UnreadableError):
            raise
        message = "no picture, or a broken one"
        raise UnreadableError(message) from None
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return np.asarray(upright)


class Engine:
    """The models, loaded once."""

    def __init__(self) -> None:
        self._models: Callable[[Pixels], Any] = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.text_score": 0.0,  # a line that is unsure is told, not left out
                "Global.max_side_len": 2 * LONGEST_SIDE,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            }
        )

    def read(self, picture: Pixels, scale: float = 1.0) -> list[ReadLine]:
        """Return the lines of a picture read at a scale, placed in the picture's own pixels."""
        height, width = picture.shape[:2]
        size = round(width * scale), round(height * scale)
        scaled = picture if scale == 1 else np.asarray(Image.fromarray(picture).resize(size))
        found = self._models(scaled[:, :, ::-1])
        if found.boxes is None:
            return []
        return [
            ReadLine(text.strip(), np.asarray(box, float) / scale, float(score))
            for text, box, score in zip(found.txts, found.boxes, found.scores, strict=True)
            if text.strip()
        ]
