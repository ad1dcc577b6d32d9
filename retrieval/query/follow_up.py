"""Following on: what a question borrows from what its asker was last told."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from retrieval.answer import Told
from retrieval.article import Article

_THING = (
    "项目|工程|活动|地方|地区|城市|镇|村|街道|乡|县|区|市|社区|小区|园区|公司|企业|单位|机构|学校|大学|实验室|研究院|酒店|民宿|"
    "派出所|人|同志|作者|记者|老人|所长|主任|书记|主席|负责人|代表|组织|队伍|团队|平台|机制|制度|产业|品牌|产品|报道|文章|"
    "会|会议|奖|片子|电影|站|驿站|中心|基地|做法|模式"
)
_POINTERS = re.compile(
    rf"(?:那里|那儿|那边|这里|这儿|这边|当地|此地|(?<![其吉])[它他她]们?(?![人乡])|其中|"
    rf"(?:这|那|该|此|上述|前述)(?:一)?(?:个|家|座|位|名|项|条|所|片|支|款|部|处|次|场|种|些)?(?:{_THING})|"
    r"(?<![尤耳与何莫])其(?![他它她实余次间])(?=[\u4e00-\u9fff]{2})|前者|后者|刚才(?:说)?的?|上面(?:说)?的?)的?"
)
_OPENING = re.compile(r"^\W*(?:那么|那|还有)(?!里|儿|边|个|家|座|位|项|条|所|些|种)[,\s]*")
_ENDING = re.compile(r"的?呢\W*$")
_CHANGE = re.compile(r"换个话题|换一?个问题|另外(?:想|再)?问|再问(?:一个)?别的|说点别的")
_BARE = re.compile(
    r"\W*(?:(?:又|还)?(?:是|在|有|由|属于|来自|为了?)?"
    r"(?:哪|谁|什么|多少|几(?=[\u4e00-\u9fff])|为什么|为何|怎么|如何|何时|何地)).{0,9}"
)
_SIDE = re.compile(r"(?<=[东西南北上下左右前后])[边面侧方]")


class Lean(Enum):
    """How a question leans on what was told last."""

    NONE = 0
    POINTS = 1
    """It points back: 那里, 他, 这个项目."""
    AGAIN = 2
    """It asks the same of something else: 织里镇的呢, 占地呢."""
    MAY = 3
    """It begins with its question word and names no subject: 由谁运营, 什么时候竣工."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question freed of what only leans: `text` is as long as the question asked."""

    text: str
    lean: Lean


def following(text: str, about: Told | None) -> FollowUp:
    """Tell how `text` (folded) leans on what was told last, and blank the words that lean."""
    if about is None or _CHANGE.search(text):
        return FollowUp(text, Lean.NONE)
    bare = _OPENING.sub(_spaces, text)
    pointed = _POINTERS.sub(_spaces, bare)
    if pointed != bare:
        return FollowUp(pointed, Lean.POINTS)
    ended = _ENDING.sub(_spaces, bare)
    if ended != bare or bare != text:
        return FollowUp(_SIDE.sub(_spaces, ended), Lean.AGAIN)
    return FollowUp(text, Lean.MAY if _BARE.fullmatch(text) else Lean.NONE)


def leans(text: str) -> bool:
    """Whether `text` (folded) may lean on what was told last, whatever that was."""
    return following(text, Told("")).lean is not Lean.NONE


def in_full(text: str, about: Told, article: Article) -> str:
    """Return `text` (folded), which leans on `about`, with the words of the question before.

    They stand in place of the words that only lean; `article` is that told of.
    """
    step = following(text, about)
    words = [*_ENDING.sub("", step.text).split(), *lent_words(about, article).split()]
    longest = [one for one in words if not any(one != other and one in other for other in words)]
    return " ".join(dict.fromkeys(longest))


def standing(about: Told | None, find: Callable[[str], Article]) -> Told | None:
    """Return what was told last if it still stands in the reports; they may have changed since.

    `find` gives the article of an id, or raises KeyError.
    """
    if about is None:
        return None
    try:
        texts = find(about.article).texts
    except KeyError:
        return None
    text = texts[about.number - 1] if 1 <= about.number <= len(texts) else ""
    whole = about.number == 0 and any(map(str.strip, texts))
    return about if whole or (text.strip() and about.stop <= len(text)) else None


def lent_words(about: Told, article: Article) -> str:
    """Return the words of the last question, read from the places they stand at in the report."""
    if not 1 <= about.number <= len(article.texts):
        return ""
    quoted = article.texts[about.number - 1][about.start : about.stop]
    return " ".join(quoted[start:stop] for start, stop in about.highlights)


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match.group())
