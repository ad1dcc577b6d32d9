"""Mending questions by what the reports hold, on a shelf of invented reports."""

from __future__ import annotations

import random
import re
import time

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.answer import Correction
from retrieval.correction.corrector import Corrector
from retrieval.correction.pinyin import characters, sounding, spellings
from retrieval.correction.vocabulary import Vocabulary
from retrieval.index.memory import MemoryIndex

REPORTS = (
    "枫岭镇今年新建了三座水文观测站,站长是罗启明。",
    "罗启明说,枫岭镇的观测站每小时上传一次数据。",
    "渔樵文化节在白鹭湾举行,吸引了两万名游客参观。",
    "白鹭湾的渔樵文化节由县文化馆和旅游协会主办。",
    "老篾匠沈福根带着徒弟编竹篮,他的竹编技艺入选了非遗名录。",
    "青禾农业合作社购买了十二台插秧机,粮食产量提高了两成。",
    "青禾农业合作社的社员可以用手机app预约插秧机。",
    "市民在图书馆借书更方便了,夜间开放到晚上十点。",
    "交通局的工作人员说,这条公路的延伸段在明年通车。",
    "西安来的客人参观了枫岭镇的茶园。",
)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    analyzer = Analyzer()
    index = MemoryIndex(map(analyzer.index_terms, REPORTS))
    return Vocabulary(index, analyzer, REPORTS.__getitem__)


@pytest.fixture(scope="module")
def speller(vocabulary: Vocabulary) -> Corrector:
    return Corrector(vocabulary)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fenglingzhen", "枫岭镇"),
        ("bailuwan zai nali", "白鹭湾在哪里"),
        ("luoqiming 是谁?", "罗启明 是谁?"),
        ("feng ling zhen you duo shao guan ce zhan", "枫岭镇有多少观测站"),
        ("qinghenongyehezuoshe de chayangji you jitai", "青禾农业合作社的插秧机有几台"),
        ("枫岭镇的 zhanzhang shi shui?", "枫岭镇的 站长是谁?"),
        ("yuqiaowenhuajie shenme shihou juxing", "渔樵文化节什么时候举行"),
        ("xi'an lai de keren", "西安来的客人"),
        ("wo xiang zhidao zhubian jiyi", "我想知道竹编技艺"),
    ],
)
def test_pinyin_is_read_as_the_reports_spell_it(speller: Corrector, typed: str, meant: str) -> None:
    mended, corrections = speller.mend(typed)

    assert mended == meant
    assert all(correction.typed in typed for correction in corrections)
    assert all(correction.meant in meant for correction in corrections)


@pytest.mark.parametrize(
    "typed",
    [
        "china",
        "nature",
        "online",
        "iphone",
        "sql 是什么?",
        "用 app 怎么预约插秧机?",
        "can he name the date",
        "www.fengling.cn",
        "fengling@baidu.com",
        "yunwuzhen 在哪里?",
        "ma",
        "x" * 5000,
    ],
)
def test_latin_words_and_pinyin_of_nothing_in_the_reports_stay(
    speller: Corrector, typed: str
) -> None:
    assert speller.mend(typed) == (typed, ())


@pytest.mark.parametrize(
    ("typed", "corrections"),
    [
        ("枫铃镇有几座观测站?", (Correction("枫铃镇", "枫岭镇"),)),
        ("罗起明是站长吗?", (Correction("罗起明", "罗启明"),)),
        ("渔憔文化节在哪里举行?", (Correction("渔憔", "渔樵"),)),
        ("水文观侧站的站长", (Correction("观侧站", "观测站"),)),
        ("老蔑匠编什么?", (Correction("老蔑匠", "老篾匠"),)),
        ("公路的延申段什么时候通车?", (Correction("延申", "延伸"),)),
        ("沈付根的竹扁技艺", (Correction("沈付根", "沈福根"), Correction("竹扁", "竹编"))),
    ],
)
def test_one_wrong_character_is_mended_where_the_reports_have_the_word(
    speller: Corrector, typed: str, corrections: tuple[Correction, ...]
) -> None:
    mended, found = speller.mend(typed)

    expected = typed
    for correction in corrections:
        expected = expected.replace(correction.typed, correction.meant)
    assert mended == expected
    assert found == corrections


@pytest.mark.parametrize(
    "typed",
    [
        "枫桥镇有几座观测站?",
        "织里镇的人口是多少?",
        "莫干山和千岛湖的高考状元是谁?",
        "罗启亮是谁?",
        "衢州的房本怎么办理?",
        "柯桥区的观测站",
        "第三座观测站和第二座有什么不同?",
        "“枫铃镇”是哪里?",
        "《渔憔文化》是谁写的?",
        "",
        "?!。",
        "2024年6月12日",
    ],
)
def test_what_the_reports_do_not_have_stays_as_it_was_asked(speller: Corrector, typed: str) -> None:
    assert speller.mend(typed) == (typed, ())


def clauses() -> list[str]:
    return [clause for report in REPORTS for clause in re.findall(r"[\u4e00-\u9fff]{3,}", report)]


def test_the_reports_own_words_are_never_mended(speller: Corrector) -> None:
    for clause in clauses():
        assert speller.mend(clause) == (clause, ())


def said(character: str) -> str:
    return characters()[character].readings[0]


@pytest.mark.parametrize("length", [3, 4, 5, 6])
def test_the_reports_own_words_are_found_by_their_pinyin(speller: Corrector, length: int) -> None:
    strings = [clause[:length] for clause in clauses() if len(clause) >= length]

    right = sum(speller.mend("".join(map(said, string)))[0] == string for string in strings)
    assert right >= 0.8 * len(strings)


def is_common(character: str) -> bool:
    return bool(characters()[character].look_alikes)


def test_most_wrong_characters_are_mended_and_hardly_one_wrongly(speller: Corrector) -> None:
    chance = random.Random(7)
    right = wrong = 0
    names = ("枫岭镇", "罗启明", "渔樵文化节", "白鹭湾", "沈福根", "竹编技艺", "插秧机", "合作社")
    for name in names:
        for place in range(len(name)):
            shapes = characters()[name[place]].look_alikes
            alike = sounding(name[place]) + shapes
            common = [one for one in alike if is_common(one) and one != name[place]]
            for other in chance.sample(common, min(10, len(common))):
                typed = f"{name[:place]}{other}{name[place + 1 :]}是什么?"
                mended, _ = speller.mend(typed)
                right += mended == f"{name}是什么?"
                wrong += mended not in (f"{name}是什么?", typed)
    assert right > 180
    assert wrong <= 3


def test_a_mended_question_stays_as_it_is(speller: Corrector) -> None:
    for typed in ("枫铃镇有几座观测站?", "bailuwan zai nali", "老蔑匠编什么?"):
        mended, corrections = speller.mend(typed)
        assert corrections
        assert speller.mend(mended) == (mended, ())


def test_an_empty_shelf_mends_nothing() -> None:
    analyzer = Analyzer()
    empty = Corrector(Vocabulary(MemoryIndex([]), analyzer, REPORTS.__getitem__))

    assert empty.mend("fenglingzhen") == ("fenglingzhen", ())
    assert empty.mend("枫铃镇") == ("枫铃镇", ())


def test_rambling_is_mended_in_bounded_time(speller: Corrector) -> None:
    start = time.thread_time()

    speller.mend("铃" * 4096)
    speller.mend("fenglingzhen" * 400)
    speller.mend("feng ling zhen " * 300)
    speller.mend("枫铃镇渔憔文化节" * 100)

    assert time.thread_time() - start < 3


def test_a_longer_string_is_counted_only_where_it_stands(vocabulary: Vocabulary) -> None:
    assert vocabulary.count("枫岭镇") == 3
    assert vocabulary.count("渔樵文化节") == 2
    assert not vocabulary.stands("枫岭镇举行")
    assert not vocabulary.stands("节的观测")


def test_syllables_are_split_every_way_that_uses_all_letters() -> None:
    assert spellings("xian") == (("xi", "xian"), (), ("an",), ())
    assert set(spellings("google")) == {()}
    assert spellings("lvyou")[0] == ("lv",)


@pytest.mark.parametrize("pair", ["土士", "未末", "己已", "晴睛", "栏拦", "侯候", "拔拨"])
def test_characters_of_like_shape_are_known_both_ways(pair: str) -> None:
    assert pair[1] in characters()[pair[0]].look_alikes
    assert pair[0] in characters()[pair[1]].look_alikes


def test_look_alikes_are_few() -> None:
    alike = [known.look_alikes for known in characters().values() if known.look_alikes]
    assert sum(map(len, alike)) / len(alike) < 15
