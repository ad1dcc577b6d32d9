"""What people put around a quotation: who is said to say it, where, and what they ask of it.

The words are in the lexicon's list `quotation_frames`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from retrieval.analysis.normalizer import fold
from retrieval.lexicon.files import sections, words
from retrieval.verification.wording import says_something

_TITLE = re.compile(r"《([^》\n]{1,200})》")
_NEWSPAPER = re.compile("[报社网台刊]$")
_LONGEST = 60
"""A frame is no longer than so many characters."""
_MARKS = " \t\u3000,，、:：;；。!！?？—–-~～…\"“”'‘’「」『』()（）[]【】|│·•*#>＞"
_DATE = (
    r"(?:(?:\d{2,4}年)?\d{1,2}月\d{1,2}日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|"
    rf"{'|'.join(sections('quotation_frames')['days'])})?"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """Who is named as saying the words, and the title or newspaper they are said to stand in.

    Empty strings where nobody in particular is named.
    """

    speaker: str = ""
    source: str = ""

    def __or__(self, other: Frame) -> Frame:
        """Return what either tells; the first where both do."""
        return Frame(self.speaker or other.speaker, self.source or other.source)


NO_FRAME = Frame()
"""Words by themselves."""


def leading(text: str) -> tuple[Frame, str] | None:
    """Part `text` into the frame it begins with and the rest; None when it begins with none.

    >>> leading("据《浙江日报》报道:已有78名快递小哥。")
    (Frame(speaker='', source='浙江日报'), '已有78名快递小哥。')
    """
    folded = fold(text)
    for pattern in (_in_source(), _labelled(), _hearing(), _spoken()):
        match = pattern.match(folded)
        if match and _is_frame(match.group()) and says_something(text[match.end() :]):
            return _told(match, text), text[match.end() :].lstrip(" ,，:：")
    return None


def trailing(text: str) -> tuple[Frame, str] | None:
    """Part `text` into the frame it ends with and what stands before it; None when it has none."""
    folded = fold(text)
    for pattern in (_asked(), _from_source()):
        match = pattern.search(folded)
        if match and says_something(text[: match.start()]):
            return _told(match, text), text[: match.start()].rstrip()
    return None


def beside(text: str) -> Frame | None:
    """Read what stands before, between or behind words in quotation marks; None if no frame."""
    told = text.strip(_MARKS)
    folded = fold(told)
    if not told or folded in words("quotation_frames", "between") | _said_alone():
        return NO_FRAME
    if len(told) > _LONGEST or not _is_frame(told):
        return None
    for pattern in (_in_source(), _labelled(), _hearing(), _spoken()):
        if match := pattern.fullmatch(folded + ":"):
            return _told(match, told)
    for pattern in (_asked(), _from_source()):
        if match := pattern.fullmatch(folded):
            return _told(match, told)
    whole = _TITLE.fullmatch(told)
    return Frame(source=whole[1]) if whole else None


def title_in(text: str) -> str:
    """Return the first title in 《》 that `text` names; an empty string when it names none."""
    match = _TITLE.search(text)
    return match[1] if match else ""


def _is_frame(text: str) -> bool:
    """Whether a text is short, and nothing in it but a title negates: 他没有说 is no frame."""
    said = _affirming().sub("", _TITLE.sub("", fold(text)))
    return len(text) <= _LONGEST and not _negating().search(said)


@cache
def _negating() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sections("negators")["negators"])))


@cache
def _affirming() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sections("negators")["affirming"])))


def _told(match: re.Match[str], text: str) -> Frame:
    """Return whom and what a frame, matched in folded text, names in the text as it was typed.

    据…报道 names a newspaper, or a person.
    """
    said = {name: text[slice(*match.span(name))] for name in match.groupdict()}
    speaker, agency = (_named(said.get(name, "")) for name in ("speaker", "agency"))
    source = said.get("source", "").strip(" 《》")
    if _NEWSPAPER.search(agency):
        return Frame(speaker, source or agency)
    return Frame(speaker or agency, source)


def _named(text: str) -> str:
    """Return whom or what a frame names, without the marks; nothing for nobody in particular."""
    name = _manner().sub("", text.strip(_MARKS + "《》"))
    return "" if name in words("quotation_frames", "anyone") else name


@cache
def _said_alone() -> frozenset[str]:
    return words("quotation_frames", "hearsay") | words("quotation_frames", "asking")


@cache
def _manner() -> re.Pattern[str]:
    """Match how somebody says something, before and behind the name."""
    before = "|".join(one for one in sections("quotation_frames")["manner"] if len(one) > 1)
    return re.compile(rf"^(?:{before})+|{_any('manner')}+$")


def _any(section: str) -> str:
    """Return the words of a section as a pattern's alternatives, the longest first."""
    listed = sorted(sections("quotation_frames")[section], key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, listed)) + ")"


_COLON = r"\s*[:：,，]\s*"


@cache
def _in_source() -> re.Pattern[str]:
    """据《浙江日报》5月3日报道： … 《题目》称， … 据新华社消息，"""  # noqa: D400 - examples
    said = rf"(?:{_any('report')}|{_any('speech')})"
    title = rf"《(?P<source>[^》\n]{{1,80}})》{_any('behind a title')}?{_DATE}{said}?"
    body = rf"(?<=据)(?P<agency>[^，。：:,\n《》]{{2,15}}?){_DATE}的?{said}"
    return re.compile(rf"\s*{_any('before a source')}?(?:{title}|{body})(?:{_COLON}|(?=[“「『\"]))")


@cache
def _labelled() -> re.Pattern[str]:
    """作者：倪俊杰"""  # noqa: D400 - an example
    return re.compile(rf"\s*{_any('source')}\s*[:：]\s*")


@cache
def _hearing() -> re.Pattern[str]:
    """听说 …"""  # noqa: D400 - an example
    return re.compile(rf"\s*{_any('hearsay')}(?:\s*[:：,，]\s*|(?=[“「『\"])|\s*)")


@cache
def _spoken() -> re.Pattern[str]:
    """市民方女士说："""  # noqa: D400 - an example
    return re.compile(
        rf"\s*(?P<speaker>[^，。：:,\n！？!?“”]{{0,30}}?){_any('speech')}(?:道|过|了)?"
        rf"(?:{_COLON}|(?=[“「『\"]))"
    )


@cache
def _asked() -> re.Pattern[str]:
    """… 是真的吗？"""  # noqa: D400 - an example
    asking = sorted(sections("quotation_frames")["asking"], key=len, reverse=True)
    whole = "|".join(re.escape(word) for word in asking if len(word) > 1)
    return re.compile(rf"\s*[,，。;；\s”」』\"]?\s*(?:{whole})\s*[?？!！。]*\s*\Z")


@cache
def _from_source() -> re.Pattern[str]:
    """（来源：浙江日报）"""  # noqa: D400 - an example
    label = rf"(?:{_any('source')}|据|见|原载于?)"
    return re.compile(
        rf"\s*[（(\[【]\s*{label}\s*[:：]?\s*(?P<source>[^（）()\n]{{1,80}}?)\s*(?:报道|消息|讯)?"
        rf"[）)\]】]\s*[。.]?\s*\Z"
    )
