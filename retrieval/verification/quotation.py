"""What is claimed to be a quotation, taken out of what was typed around it."""

from __future__ import annotations

import re

from retrieval.analysis.sentences import sentences
from retrieval.verification.wording import says_something

_BLOCKQUOTE = re.compile(r"^[^\S\n]*(?:[>＞│┃▌|｜][^\S\n]*)+", re.MULTILINE)
_DASH = r"(?:[—–―─]{1,3}|--)[^\S\n]*"
_TITLE = r"《[^》\n]{1,200}》"
_NO_SENTENCE = r"[^。！？!?\n]{0,150}"
_SOURCE = re.compile(
    rf"(?:^|(?<=[。！？!?…”’」』\"]))[^\S\n]*{_DASH}{_TITLE}{_NO_SENTENCE}$"  # ——《题目》作者
    rf"|^[^\S\n]*{_TITLE}{_NO_SENTENCE}第\s*\d+(?:\s*[-–—~至]\s*\d+)?\s*段{_NO_SENTENCE}$"
    rf"|^[^\S\n]*(?:来源|出处|摘自|选自|引自|來源|出處|選自)[^\S\n]*[:：]?{_NO_SENTENCE}$"
    rf"|[（(](?:来源|出处|摘自|选自|引自|见)?[:：]?{_TITLE}[^（）()\n]{{0,80}}[）)]\s*$"
    r"|^[^\n]{0,200}\[[A-Z](?:/OL)?\][^\n]*$"  # GB/T 7714
    r"|^[^\S\n]*[A-Za-z0-9_]+(?:-\d+){1,2}[^\S\n]*$",  # a07-3
    re.MULTILINE,
)
_LEFT_OUT = re.compile(
    r"[（(\[［【]\s*(?:…+|⋯+|\.{3,}|[中前后後]?略|省略)\s*[）)\]］】]|…+|⋯+|\.{3,}|。{3,}"
)
_QUOTATION = {
    "“": "”",
    "「": "」",
    "『": "』",
    "‘": "’",
    '"': '"',
    "＂": "＂",
    "'": "'",
    "《": "》",
}


def bare(typed: str) -> str:
    """Take blockquote marks, citation lines and the quotation marks around it all off."""
    text = _BLOCKQUOTE.sub("", typed.replace("\r\n", "\n").replace("\r", "\n"))
    without = _SOURCE.sub("", text)
    text = (without if says_something(without) else text).strip()
    while (inside := _inside(text)) is not None:
        text = inside.strip()
    return text


def stretches(text: str) -> list[str]:
    """Part a claim where it says that words are left out (……); only what says something."""
    return [part.strip() for part in _LEFT_OUT.split(text) if says_something(part)]


def omissions(text: str) -> int:
    """How often a text says, or seems to say, that words are left out."""
    return len(_LEFT_OUT.findall(text))


def lines(text: str) -> list[str]:
    """Part a claim at its line breaks; only what says something."""
    return [line.strip() for line in text.split("\n") if says_something(line)]


def sentence_groups(text: str, most: int) -> list[str]:
    """Part a claim into at most `most` groups of whole sentences of about the same number."""
    spans = sentences(text)
    size = -(-len(spans) // most) or 1
    groups = (spans[at : at + size] for at in range(0, len(spans), size))
    parts = (text[group[0][0] : group[-1][1]].strip() for group in groups)
    return [part for part in parts if says_something(part)]


def _inside(text: str) -> str | None:
    """Return what stands between quotation marks that enclose all of `text`; None if none do."""
    stop = _QUOTATION.get(text[:1])
    if not stop or len(text) < len("“x”") or not text.endswith(stop):
        return None
    inside, start = text[1:-1], text[0]
    depth = 0
    for character in inside:
        depth += (character == start) - (character == stop)
        if depth < 0 or (start == stop and depth):
            return None
    return inside
