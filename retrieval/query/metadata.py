"""Questions about the reports themselves: who wrote it, which one is it, how many are there.

Told from questions about what the reports say by form: they speak of a 报道 or 文章, or of a 那篇.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.answer import Aim, Told

_PIECE = (
    "报道|文章|稿子|稿件|新闻稿|图片新闻|新闻(?!线索|发布|发言|媒体|中心|工作|学)|通讯稿?|"
    "简报|通报|公报"
)
_SEVERAL = "几两三四五六七八九十"
_OTHER_PIECE = "论文|小说|诗|散文|著作|作品|日记|作文|课文|故事|童话|随笔|论著"
_UNIT = rf"(?:篇(?!{_OTHER_PIECE})(?:{_PIECE})?|(?:条|则)(?:{_PIECE}))"
_WHO = rf"谁|哪一?[位个](?:人|作者|记者)?|哪[{_SEVERAL}]+[位个]?(?:人|作者|记者)?|什么人|何人"
_WHAT = "什么|啥|甚么|哪个|哪一个"
_WRITE = "写|撰写|采写|执笔|报道|供稿|署名"
_PUBLISH = "发表|刊发"
_MENTION = (
    "提到|提及|写到|讲到|讲的?|写的?|谈到|谈及|说到|涉及|关于|有关|介绍|报道|"
    "出现[在过]?|出自|登在|刊登?在?|里有|包含"
)
_END = r"[呀呢啊吗嘛吧]?\W*$"
_THIS = rf"(?:这|那|该|上|哪|某)一?{_UNIT}|(?:{_PIECE})"

_ENQUIRIES = (
    (
        Aim.COUNT,
        rf"(?:一共|总共|共)?(?:收录|收|登|有|存)?了?(?:多少|(?<!哪)几){_UNIT}(?:{_MENTION})?",
        rf"(?:多少|(?<!哪)几){_UNIT}|^\W*(?:一共|总共|共)?有?(?:多少|(?<!哪)几){_UNIT}",
    ),
    (
        Aim.LIST,
        (
            rf"(?:都有|有)?哪些(?:{_PIECE})|(?:在|出自)?哪[{_SEVERAL}]+{_UNIT}|"
            rf"(?:所有|全部)(?:的)?(?:{_PIECE})|"
            rf"(?:{_PIECE})(?:都|一共|总共)?(?:有|是)?(?:哪些|哪[{_SEVERAL}]+{_UNIT})(?={_END})|"
            rf"(?:列[出举一]|找出)[来一下]*(?=.*(?:{_PIECE})\W*$)|"
            rf"(?:{_PIECE})(?:全|都|全都|全部)?(?:列[出举一]|找出)[来一下]*(?={_END})|"
            rf"还(?:{_WRITE}|{_PUBLISH})[了过]*(?:什么|啥)(?:{_PIECE})?(?=\W*$)"
        ),
        None,
    ),
    (
        Aim.AUTHOR,
        (
            rf"(?:{_THIS})?(?:的|是)?(?:由|是)?(?:{_WHO})(?:(?:{_WRITE})的?|(?:{_PUBLISH})的)|"
            r"(?:作者|署名|记者|撰稿人|执笔人|通讯员)(?:都)?(?:是|为|叫|有)?"
            rf"(?:{_WHO}|{_WHAT}|哪些人?)?(?:名字)?"
        ),
        rf"(?:{_THIS}|署名)",
    ),
    (
        Aim.TITLE,
        (
            rf"(?:{_THIS})?(?:用|取|起)[了的]*(?:个|一个)?(?:{_WHAT})(?:题目|标题|名字)|"
            rf"(?:在|出自|是|出现在|登在)?哪一?{_UNIT}|(?:{_WHAT})(?:{_PIECE})|"
            rf"(?:{_THIS})的?(?:题目|标题|题名|篇名|名字|名称)?(?:是|叫做?|为)"
            rf"(?:{_WHAT})(?:题目|标题|名字)?|"
            rf"(?:题目|标题|题名|篇名)(?:是|叫做?|为)?(?:{_WHAT})(?:名字)?"
        ),
        rf"(?:{_THIS}|哪一?{_UNIT}|(?:{_WHAT})(?:{_PIECE}))",
    ),
)
_COMPILED = tuple(
    (aim, re.compile(pattern), re.compile(needed) if needed else None)
    for aim, pattern, needed in _ENQUIRIES
)
_BONES = re.compile(
    rf"(?:{_THIS})|还?(?:{_MENTION}|{_PUBLISH}|撰写|采写)了?过?|请?都?列(?:出来?|一下|举)|请?都(?:列|说|告诉).*$|"
    rf"(?:题目|标题|作者|署名|记者)(?:是|叫|为)?|(?:{_WRITE})的|里面?$|"
    "还有|另外|此外|其他|别的|(?<![\u4e00-\u9fff])(?:是|在|的|里|中|由|都|还|有)(?![\u4e00-\u9fff])"
)
_ELSE = re.compile(rf"还(?:有|{_WRITE}|{_PUBLISH})|另外|其他|别的|除此")
_AUTHOR = (
    rf"(?:作者|记者)(?:是|叫|为)?(?:{_WHO}|{_WHAT})?(?:名字)?|(?:是|由)*(?:{_WHO})(?:{_WRITE})的"
)
_BARE = re.compile(
    rf"\W*(?:那么?)?(?:(?:{_AUTHOR})|(?P<title>(?:标题|题目)(?:是|叫)?(?:{_WHAT})?))呢?\W*"
)
_TITLED = re.compile(
    rf"\W*《(?P<of>[^》]+)》的?(?:{_AUTHOR})\W*|"
    rf"\W*是?(?:{_WHO})(?:{_WRITE})[了的]?《(?P<wrote>[^》]+)》\W*"
)
_ELLIPSIS = re.compile(rf"^\W*(?:那|那么)?(?P<subject>.+?)(?:的)?(?:那|这)(?:一)?{_UNIT}呢")


@dataclass(frozen=True, slots=True)
class MetadataQuestion:
    """A question about reports: its aim, and the words that tell which reports are meant.

    `subject` is folded and has spaces in place of what only asks; `others` means that the report
    told of last is not wanted again; `titled`, that `subject` is the title of a report or book.
    """

    aim: Aim
    subject: str
    others: bool = False
    titled: bool = False


def enquiry(text: str, about: Told | None = None) -> MetadataQuestion | None:
    """Return what `text` (folded) asks about the reports, or None when it asks what they say.

    `about` is what the asker was last told: 桐乡那篇呢 asks the same again, 作者是谁 asks of it.
    """
    if about and (bare := _BARE.fullmatch(text)):
        return MetadataQuestion(Aim.TITLE if bare["title"] else Aim.AUTHOR, "")
    if titled := _TITLED.fullmatch(text):
        return MetadataQuestion(Aim.AUTHOR, titled["of"] or titled["wrote"], titled=True)
    if ellipsis := _ELLIPSIS.match(text):
        again = about.aim if about and about.aim is not Aim.FACT else Aim.TITLE
        return MetadataQuestion(again, ellipsis["subject"])
    for aim, pattern, needed in _COMPILED:
        if pattern.search(text) and (needed is None or needed.search(text)):
            others = bool(_ELSE.search(text))
            return MetadataQuestion(aim, _BONES.sub(_spaces, pattern.sub(_spaces, text)), others)
    return None


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match.group())
