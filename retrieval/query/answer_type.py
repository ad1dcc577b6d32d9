"""What kind of answer a question wants, and how an answer of that kind looks in a report.

General knowledge of Chinese: question words, measure words, the forms of numbers, dates and
names. Patterns are applied to folded text (half width, lower case, simplified).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from retrieval.article import Span


class Kind(StrEnum):
    """Kinds of answer."""

    NUMBER = "number"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    REASON = "reason"
    METHOD = "method"
    LIST = "list"
    DEFINITION = "definition"
    THING = "thing"
    ANY = "any"


# Measure words and units: Xiandai Hanyu (现代汉语) grammars' common list, units of GB 3100.
_MEASURES = (
    "平方公里|平方千米|平方米|立方米|公里|千米|厘米|毫米|公顷|公斤|千克|人次|件次|场次|户次|车次|"
    "小时|分钟|个月|年级|百分点|万元|亿元|美元|欧元|英镑|日元|"
    "个|名|位|件|条|家|次|年|月|天|日|岁|人|倍|成|届|种|篇|场|项|处|台|吨|亩|元|块|米|里|公|斤|克|"
    "升|座|辆|艘|架|部|首|本|支|只|头|颗|张|层|栋|幢|句|度|分|秒|号|户|所|间|门|集|期|批|组|对|双|套|"
    "份|把|根|株|棵|片|段|道|类|级|路|站|班|轮|顿|碗|杯|瓶|箱|袋|封|桩|起|宗|例|枚|粒|艇|匹|口|盏|幅|"
    "副|股|团|排|队|群|代|世|周|季|折|点|桌|床|页|册|卷|章|节|步|款|样|档|环|回|遍|趟|番|轮|笔|声|剂"
)
_PEOPLE = "名|位|人|个|口|对"
_DIGIT = r"[0-9]+(?:[.,][0-9]+)*"
_HAN_DIGIT = "[一二三四五六七八九十百千万亿两零〇半]"
_NUMBER = rf"(?:{_DIGIT}|{_HAN_DIGIT}+)\s*[余多来几]?\s*[十百千万亿]*\s*[余多来]?\s*"
_SHARE = rf"{_DIGIT}\s*[%‰]|(?:百|千|{_HAN_DIGIT}+)分之{_HAN_DIGIT}+|{_HAN_DIGIT}成|过?半数?"

# In the order of precedence: what is asked first in this table wins over what follows.
_ASKED = (
    (
        Kind.REASON,
        r"为什么|为何|为啥|为甚么|什么原因|何故|怎么会|因为什么|因何|图个?(?:什么|啥)|干嘛要",
    ),
    (
        Kind.DATE,
        (
            r"什么时候|什么时间|什么日子|啥时候?|何时|何年何?月?|哪一?年|哪一?天|哪一?个?月份?|哪一?日|几月几?[号日]?|几号|"
            r"几点|星期几|周几|哪个?年代|哪个?世纪|什么年代|什么时期|哪段时间|哪个时期|多会儿|几时"
        ),
    ),
    (
        Kind.NUMBER,
        (
            r"多少|几多|百分之几|几分之几|占比|几成|多大|多长|多高|多远|多重|多深|多宽|多久|多快|多厚|多贵|几何|"
            rf"第几|(?<!哪)几(?={_MEASURES})|几(?=[十百千万亿])"
        ),
    ),
    (
        Kind.PERSON,
        (
            "哪一?位|哪几位|谁|何人|什么人|哪个人|哪些人|哪几个人|啥人|"
            "(?<=[人板者员长师生士哥姐家匠手任席记])(?:叫|姓)(?:什么|啥)(?:名字?)?"
        ),
    ),
    (
        Kind.PLACE,
        (
            r"哪里|哪儿|哪块儿?|何处|何地|什么地方|啥地方|哪个?地方|哪些地方|哪(?:一|几)?座(?=城)|"
            r"哪(?:一|几)?个?(?=城市|国家?|省|市|县|镇|村|区|乡|街道|社区|地区|州|岛|洲|地点)|在哪里?(?![些个家几种位])"
        ),
    ),
    (
        Kind.ORGANISATION,
        (
            r"哪(?:一|几|两|三)?家|哪(?:一|几|两|三)?所|哪(?:一|几|两|三)?支|"
            r"哪(?:一|几|两|三)?个(?=公司|企业|单位|机构|大学|学校|部门|组织|球?队|派出所|医院|银行|协会|集团)"
        ),
    ),
    (Kind.LIST, r"哪些|哪几[个种类项条点件方步步大]?|有什么|有啥|哪[两三四五六七八九十]"),
    (
        Kind.METHOD,
        r"如何|怎么样?|怎样|咋样?|(?:通过|采取|采用|用|靠|以|按)(?=什么|啥|哪)|什么(?=方式|办法|方法|形式|途径|手段)|怎生",
    ),
    (
        Kind.DEFINITION,
        r"(?:什么|啥)是|何[谓为]|什么叫做?|是?(?:什么|啥)意思|(?:指的?是|是指|指)(?:什么|啥)",
    ),
    (Kind.THING, r"什么样?|啥样?|甚么|何(?=种|物|事|在|谓)|哪一?(?!吒)[种类项条件部本个]?"),
)

# A look ahead spares the branches that follow wherever none of them can begin.
# 一个, 一项 and their like say “a”, and count nothing.
_ARTICLE = "一[个项种次位名条件场篇家座份批支片段道类群代款样番步部股处起方]"
_COUNTS = "(?=[0-9一二三四五六七八九十百千万亿两零〇半过])"
_DATES = "(?=[0-9一二三四五六七八九十〇零上中下年时期前昨今去次翌同当近日春夏秋冬之以])"
_TELLS = r"[“《‘「『]|是|为|称|叫|即|指"
_LOOKS = {
    Kind.NUMBER: rf"{_COUNTS}(?!{_ARTICLE})(?:{_SHARE}|{_NUMBER}(?:{_MEASURES})|{_DIGIT})",
    Kind.DATE: (
        rf"{_DATES}(?:"
        r"[0-9一二三四五六七八九〇零]{2,4}\s*年(?:\s*[0-9一二三四五六七八九十]{1,3}\s*月)?|"
        r"[0-9一二三四五六七八九十]{1,3}\s*月(?:[0-9一二三四五六七八九十]{1,3}\s*日)?|[上中下]旬|"
        r"[0-9一二三四五六七八九十]+\s*世纪|"
        rf"(?<![0-9.,])[12][0-9]{{3}}(?![0-9.,余多万亿%]|{_MEASURES})|年代|时期|期间|"
        r"[前昨今去次翌同当][年日天晚]|近日|日前|春节|春[天季]|夏[天季]|秋[天季]|冬[天季]|[0-9]+[时点]|之[前后]|以[前后])"
    ),
    Kind.PERSON: (
        r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,}+[·•][\u4e00-\u9fff]+|先生|女士|同志|教授|博士|院士|主席|书记|主任|所长|局长|经理|"
        r"[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦昌马苗"
        r"凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余顾孟黄穆萧尹姚邵湛汪祁毛禹狄"
        r"贝臧计伏戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞"
        r"万柯管卢莫经房裘缪解应宗丁宣邓郁杭洪包诸左石崔吉钮龚程嵇邢裴陆荣翁][\u4e00-\u9fff]{1,2}"
        r"(?=[,、。()《:;]|说|表示|介绍|是|的|在|和|与|及|任|曾|告诉|认为|坦言)"
    ),
    Kind.PLACE: (
        r"[\u4e00-\u9fff]{1,6}(?:[省市县区镇乡村州国岛洲湾港弄街路巷山河湖江海城站园馆院]|街道|社区|地区|中心)|"
        r"(?:位于|地处|坐落|在|至|到|于)[\u4e00-\u9fff]{2}|[东西南北中]部"
    ),
    Kind.ORGANISATION: (
        r"公司|集团|大学|学院|中学|小学|研究[院所]|银行|机构|协会|委员会|联盟|联合会|工委|中心|医院|法院|"
        r"[\u4e00-\u9fff](?:[局部厅署院会社队团所办厂])"
    ),
    Kind.REASON: (
        r"因为|由于|因此|所以|导致|原因|为了|以便|因[^此]|使得?|从而|以致|为此|鉴于|出于|旨在|目的|"
        r"针对|为(?=[\u4e00-\u9fff]{2,12}[,、])|让|致"
    ),
    Kind.METHOD: (
        r"通过|利用|采用|采取|使用|运用|依靠|依托|借助|经由|方式|方法|办法|机制|模式|以|用|靠"
    ),
    Kind.LIST: r"、|以及|包括|分别|等",
    Kind.DEFINITION: _TELLS,
    Kind.THING: _TELLS,
    Kind.ANY: r"(?!)",
}


@dataclass(frozen=True, slots=True)
class AnswerType:
    """The kind of answer a question wants; `measure` is the measure word of 多少亩, or empty."""

    kind: Kind = Kind.ANY
    measure: str = ""

    def places(self, text: str) -> list[Span]:
        """Return where in `text` (folded) something of this kind stands, in order."""
        return [match.span() for match in _look(self.kind, self.measure).finditer(text)]

    @property
    def strict(self) -> bool:
        """Whether the kind has so plain a form that its absence is a reason to refuse."""
        return self.kind in {Kind.NUMBER, Kind.DATE}

    @property
    def lists(self) -> bool:
        """Whether several things are asked for."""
        return self.kind is Kind.LIST

    @property
    def defines(self) -> bool:
        """Whether it is asked what something is: the first words about it tell that."""
        return self.kind is Kind.DEFINITION

    @property
    def marks(self) -> bool:
        """Whether what looks like this kind is itself the answer, so that it can be marked."""
        return self.kind in {Kind.NUMBER, Kind.DATE, Kind.PERSON}


def wanted(text: str) -> tuple[AnswerType, tuple[Span, ...]]:
    """Return the kind of answer that `text` (folded) asks for, and where its question words are."""
    kind = Kind.ANY
    spans: list[Span] = []
    measure = ""
    for asked, pattern in _asked():
        for match in pattern.finditer(text):
            if any(match.start() < stop and start < match.end() for start, stop in spans):
                continue
            spans.append(match.span())
            if kind is Kind.ANY:
                kind = asked
                measure = _measure(text, match.end()) if asked is Kind.NUMBER else ""
    return AnswerType(kind, measure), tuple(sorted(spans))


def prepare() -> None:
    """Compile now how every kind of answer looks: 25 ms, which first questions would wait for."""
    for kind in Kind:
        _look(kind, "")


def _measure(text: str, at: int) -> str:
    """Return the measure word that follows the question word ending at `at`."""
    match = _measures().match(text, at)
    return match.group() if match and not _NOUNS.match(text, at) else ""


# Nouns that begin with a measure word's character: 多少份额 counts no 份.
_NOUNS = re.compile(
    "份额|人才|人口|人力|人员|家庭|家长|家乡|名额|名称|名字|名气|名师|条件|条款|项目|台风|场地|场所|部门|部分|部队|件数|位置|层次|"
    "段落|类型|类别|级别|路程|路线|站点|班级|组织|组成|对象|对手|套路|片区|段位|成绩|成本|成员|成果|成就|分数|分钟|天数|日子|年龄|年级|"
    "年头|月份|岁数|度数|号码|户口|户数|所得|间隔|门票|集团|期限|期间|批次|根据|株数|样式|步骤|环节|回报|声音|点数|面积|面值|里程|"
    "座位|架构|本金|本领|支出|支持|支队|头衔|张力|群众|代表|世纪|周期|周年|季度|节目|款项|档次"
)


@cache
def _measures() -> re.Pattern[str]:
    return re.compile(_MEASURES)


@cache
def _asked() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern)) for kind, pattern in _ASKED)


@cache
def _look(kind: Kind, measure: str) -> re.Pattern[str]:
    """Compile how `kind` looks; a number of people may be counted with any of their measures."""
    if kind is Kind.NUMBER and measure:
        forms = _PEOPLE if measure in _PEOPLE.split("|") else re.escape(measure)
        number = rf"{_COUNTS}(?:{_NUMBER}(?:{forms}))"
        return re.compile(f"{number}|{_SHARE}" if measure == "成" else number)
    return re.compile(_LOOKS[kind])
