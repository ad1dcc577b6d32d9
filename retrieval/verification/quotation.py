"""What is claimed to be a quotation, taken out of what was typed around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from retrieval.analysis.sentences import sentences
from retrieval.article import Span
from retrieval.lexicon.files import sections
from retrieval.verification.frame import NO_FRAME, Frame, beside, leading, title_in, trailing
from retrieval.verification.wording import says_something

_BLOCKQUOTE = re.compile(r"^[^\S\n]*(?:[>＞│┃▌|｜][^\S\n]*)+", re.MULTILINE)
_DASH = r"(?:[—–―─]{1,3}|--)[^\S\n]*"
_TITLE = r"《[^》\n]{1,200}》"
_NO_SENTENCE = r"[^。！？!?\n]{0,150}"
_SOURCE = "|".join(sections("quotation_frames")["source of a citation"])
_CITATION = re.compile(
    rf"(?:^|(?<=[。！？!?…”’」』\"]))[^\S\n]*{_DASH}{_TITLE}{_NO_SENTENCE}$"  # ——《题目》作者
    rf"|(?:——|--)[^\S\n]*{_TITLE}[^。！？!?，,\n]{{0,40}}$"
    rf"|^[^\S\n]*{_TITLE}{_NO_SENTENCE}第\s*\d+(?:\s*[-–—~至]\s*\d+)?\s*段{_NO_SENTENCE}$"
    rf"|^[^\S\n]*(?:{_SOURCE})[^\S\n]*[:：]?{_NO_SENTENCE}$"
    rf"|[（(](?:{_SOURCE}|见)?[:：]?{_TITLE}[^（）()\n]{{0,80}}[）)]\s*$"
    r"|^[^\n]{0,200}\[[A-Z](?:/OL)?\][^\n]*$"  # GB/T 7714
    r"|^[^\S\n]*[A-Za-z0-9_]+(?:-\d+){1,2}[^\S\n]*$",  # a07-3
    re.MULTILINE,
)
_LINK = re.compile(
    r"(?:https?://|tg://|www\.|t\.me/)[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+", re.IGNORECASE
)
_PICTURE = "\u200d\u20e3\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff"
_AT_EDGE = re.compile(
    rf"^[^\S\n]*(?:[{_PICTURE}]+|【[^】\n]{{1,20}}】|[#＃][^#＃\s]{{1,20}}[#＃]|@\w+)[^\S\n]*"
    rf"|[^\S\n]*(?:[{_PICTURE}]+|[#＃][^#＃\s]{{1,20}}[#＃]|@\w+)[^\S\n]*$",
    re.MULTILINE,
)
_OMITTED = "|".join(sections("quotation_frames")["left out"])
_LEFT_OUT = re.compile(
    rf"[（(\[［【]\s*(?:…+|⋯+|\.{{3,}}|(?:{_OMITTED})[^）)\]］】]{{0,10}})\s*[）)\]］】]"
    r"|…+|⋯+|\.{3,}|。{3,}"
)
_QUOTATION_MARKS = {
    "“": "”",
    "「": "」",
    "『": "』",
    "‘": "’",
    '"': '"',
    "＂": "＂",
    "'": "'",
    "《": "》",
}
_SPEECH_MARKS = '“「『"＂'
_FRAMES = 4
"""So many frames, one around the other, are taken off."""
_MOST = 24
"""So many quotations side by side are told apart."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that are said to stand in a report, and the frame they were found in."""

    text: str
    frame: Frame = NO_FRAME


def bare(typed: str) -> Quotation:
    """Take links, pictures, blockquote marks, citations and the marks around it all off."""
    text = _BLOCKQUOTE.sub("", typed.replace("\r\n", "\n").replace("\r", "\n"))
    without = _kept(_LINK.sub("", text), text)
    plain = without
    for _ in range(_FRAMES):
        plain = _kept(_AT_EDGE.sub("", plain), plain)
    cited = _CITATION.findall(plain)
    plain = _kept(_CITATION.sub("", plain), plain).strip()
    while (inside := _inside(plain)) is not None:
        plain = inside.strip()
    source = title_in(" ".join(cited)) if cited else ""
    return Quotation(plain, Frame(source=source))


def framed(quotation: Quotation) -> list[Quotation]:
    """Read the quotations out of the frames they stand in; the same one when it has no frame."""
    parted = _in_marks(quotation.text)
    found = parted or [_unframed(Quotation(quotation.text))]
    return [replace(one, frame=one.frame | quotation.frame) for one in found]


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


def _kept(text: str, otherwise: str) -> str:
    return text if says_something(text) else otherwise


def _unframed(quotation: Quotation) -> Quotation:
    """Take the frames off that the words begin and end with."""
    text, frame = quotation.text, quotation.frame
    for _ in range(_FRAMES):
        found = leading(text) or trailing(text)
        if not found:
            break
        frame, text = frame | found[0], found[1].strip()
        while (inside := _inside(text)) is not None:
            text = inside.strip()
    return Quotation(text, frame)


def _in_marks(text: str) -> list[Quotation]:
    """Return what stands in quotation marks, where all that stands beside them is frame."""
    spans = list(in_marks(text))
    if not spans or len(spans) > _MOST:
        return []
    stops = [0, *(stop for _, stop in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    frames = [beside(text[a:b]) for a, b in zip(stops, starts, strict=True)]
    if any(frame is None for frame in frames):
        return []
    found = []
    for number, (start, stop) in enumerate(spans):
        before, behind = frames[number] or NO_FRAME, frames[number + 1] or NO_FRAME
        is_followed = number + 1 < len(spans) and text[starts[number + 1] - 1] in ":：,，"
        frame = before if is_followed else before | behind
        found.append(Quotation(text[start + 1 : stop - 1].strip(), frame))
    return [one for one in found if says_something(one.text)]


def in_marks(text: str) -> Iterator[Span]:
    """Yield what stands between quotation marks that are not within others, marks included."""
    at = 0
    while at < len(text):
        if text[at] in _SPEECH_MARKS:
            stop = _closing(text, at)
            if stop is None:
                return
            yield at, stop
            at = stop
        else:
            at += 1


def _closing(text: str, start: int) -> int | None:
    """Return where the quotation that begins at `start` has ended; None when it never does."""
    opening, closing = text[start], _QUOTATION_MARKS[text[start]]
    depth = 1
    for at in range(start + 1, len(text)):
        if text[at] == closing:
            depth -= 1
        elif text[at] == opening:
            depth += 1
        if not depth:
            return at + 1
    return None


def _inside(text: str) -> str | None:
    """Return what stands between quotation marks that enclose all of `text`; None if none do."""
    if len(text) < len("“x”") or text[0] not in _QUOTATION_MARKS:
        return None
    return text[1:-1] if _closing(text, 0) == len(text) else None
