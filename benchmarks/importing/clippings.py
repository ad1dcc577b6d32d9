"""Clippings of reports as pictures: four fonts, tilt, JPEG, dark screens, 150 to 300 dpi."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from benchmarks.importing.printed_article import PrintedArticle

_FOLDERS = (Path("/usr/share/fonts"), Path.home() / ".fonts")
_FONTS = (
    "NotoSansCJK-Regular.ttc",
    "NotoSerifCJK-Regular.ttc",
    "wqy-zenhei.ttc",
    "ukai.ttc",
)
_POINTS, _WIDTH, _MARGIN, _LEAD = 10.5, 24, 2, 1.6
_BEGINS_NOT = "，。、；：？！”’》）,.;:?!)%"
_DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Clipping:
    """A picture, the lines that are printed on it, and what was bent in it, if anything.

    `bent`: the sentence as printed, of which the report says something else.
    """

    picture: bytes
    lines: tuple[str, ...]
    bent: str = ""
    look: str = ""


def fonts() -> list[Path]:
    """Return the fonts that are installed of those the clippings are set in."""
    found = (next(iter(folder.rglob(name)), None) for folder in _FOLDERS for name in _FONTS)
    return [path for path in found if path]


def clippings(articles: Sequence[PrintedArticle], count: int, seed: int = 1) -> Iterator[Clipping]:
    """Yield so many clippings, every other one with a sentence that somebody has bent."""
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")  # noqa: S311 - no secret
        article = articles[number % len(articles)]
        texts = chance.sample(article.texts, min(2, len(article.texts)))
        texts = [text[:160] for text in texts]
        bent = _bent(chance, texts) if number % 2 else ""
        font = fonts()[number % len(fonts())]
        yield _drawn(chance, _lines(article.title, texts), font, bent)


def _bent(chance: random.Random, texts: list[str]) -> str:
    """Change a digit in one of the texts, or put 不 into it; return the sentence."""
    at = chance.randrange(len(texts))
    text = texts[at]
    digits = [n for n, character in enumerate(text) if character in _DIGITS]
    if digits:
        place = chance.choice(digits)
        other = chance.choice([digit for digit in _DIGITS if digit != text[place]])
        texts[at] = text[:place] + other + text[place + 1 :]
    else:
        place = chance.randrange(4, len(text) - 4)
        texts[at] = text[:place] + "不" + text[place:]
    start = max(texts[at].rfind(mark, 0, place) for mark in "。！？") + 1
    stops = [stop for mark in "。！？" if (stop := texts[at].find(mark, place)) >= 0]
    return texts[at][start : min(stops, default=len(texts[at])) + 1]


def _lines(title: str, texts: Sequence[str]) -> list[tuple[float, str]]:
    """Return size (by the body's) and words of each line."""
    lines = [(1.6, title[at : at + 14]) for at in range(0, len(title), 14)]
    for text in texts:
        line = "\u3000\u3000"
        for character in text:
            if len(line) >= _WIDTH and character not in _BEGINS_NOT:
                lines.append((1.0, line))
                line = ""
            line += character
        lines.append((1.0, line))
    return lines


def _drawn(
    chance: random.Random, lines: Sequence[tuple[float, str]], font: Path, bent: str
) -> Clipping:
    dpi, quality = chance.choice((150, 200, 300)), chance.randint(30, 90)
    tilt, dark = chance.uniform(-2, 2), chance.random() < 0.3  # noqa: PLR2004 - some are
    size = _POINTS * dpi / 72
    height = sum(scale * _LEAD for scale, _ in lines) + 2 * _MARGIN
    paper, ink = ((24, 26, 32), (226, 226, 230)) if dark else ((252, 251, 247), (20, 20, 20))
    image = Image.new(
        "RGB", (round((_WIDTH + 2 * _MARGIN + 2) * size), round(height * size)), paper
    )
    draw, y = ImageDraw.Draw(image), _MARGIN * size
    for scale, text in lines:
        face = ImageFont.truetype(str(font), round(size * scale))
        draw.text((_MARGIN * size, y), text, font=face, fill=ink)
        y += size * scale * _LEAD
    if not dark:  # nobody tilts a screenshot
        image = image.rotate(tilt, expand=True, fillcolor=paper, resample=Image.Resampling.BICUBIC)
    data = BytesIO()
    image.save(data, "JPEG", quality=quality)
    look = f"{font.stem} {dpi} dpi, JPEG {quality}, " + ("dark" if dark else f"tilt {tilt:.1f}")
    return Clipping(data.getvalue(), tuple(text.strip() for _, text in lines), bent, look)
