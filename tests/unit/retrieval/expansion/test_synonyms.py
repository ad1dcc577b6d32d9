"""Other words for a word: from the dictionary, from the operator, and what is wrong with a file."""

import time
from pathlib import Path

import pytest

from retrieval.corpus import Problem
from retrieval.expansion.synonyms import OWN, Thesaurus
from retrieval.lexicon.sorted_table import SortedTable

REFERRED, TRANSLATED = 0.9, 0.8


@pytest.fixture(scope="module")
def thesaurus() -> Thesaurus:
    return Thesaurus()


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("医生", "大夫"),
        ("购买", "采购"),
        ("老师", "教师"),
        ("公司", "企业"),
        ("提高", "增加"),
        ("番茄", "西红柿"),
        ("土豆", "马铃薯"),
        ("出租车", "的士"),
        ("建立", "创办"),
        ("获得", "取得"),
        ("父亲", "爸爸"),
        ("竣工", "完工"),
    ],
)
def test_everyday_synonyms_stand_for_each_other(
    thesaurus: Thesaurus, word: str, other: str
) -> None:
    assert 0 < dict(thesaurus.alternatives(word))[other] < REFERRED
    assert 0 < dict(thesaurus.alternatives(other))[word] < REFERRED


@pytest.mark.parametrize(
    ("short", "whole"), [("清华", "清华大学"), ("北大", "北京大学"), ("世贸", "世界贸易组织")]
)
def test_an_abbreviation_stands_for_the_whole(thesaurus: Thesaurus, short: str, whole: str) -> None:
    assert dict(thesaurus.alternatives(short))[whole] == REFERRED
    assert dict(thesaurus.alternatives(whole))[short] == REFERRED


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("tsinghua university", "清华大学"),
        ("tsinghua", "清华大学"),
        ("marathon", "马拉松"),
        ("beijing", "北京"),
        ("internet", "互联网"),
        ("environment", "环境"),
    ],
)
def test_english_words_have_chinese_ones(thesaurus: Thesaurus, english: str, chinese: str) -> None:
    assert dict(thesaurus.alternatives(english))[chinese] == TRANSLATED


@pytest.mark.parametrize("word", ["", "织里镇快递员", "qqqq", "🙂", "a", "the", "长江"])
def test_a_word_the_dictionary_cannot_reword_gets_no_false_friends(
    thesaurus: Thesaurus, word: str
) -> None:
    assert word not in dict(thesaurus.alternatives(word))
    assert "黄河" not in dict(thesaurus.alternatives(word))


def test_every_strength_lies_between_nothing_and_one_and_the_strongest_is_first(
    thesaurus: Thesaurus,
) -> None:
    for word in ("提高", "计划", "妻子", "市", "doctor", "清华"):
        strengths = [strength for _, strength in thesaurus.alternatives(word)]
        assert all(0 < strength <= 1 for strength in strengths)
        assert strengths == sorted(strengths, reverse=True)
        assert len(strengths) <= 24


def test_the_table_is_read_and_searched_in_no_time(thesaurus: Thesaurus) -> None:
    start = time.thread_time()
    SortedTable("synonyms")
    assert time.thread_time() - start < 0.3
    words = [row[0] for row in SortedTable("synonyms").beginning("提")]
    start = time.thread_time()
    for word in words:
        thesaurus.alternatives(word)
    assert (time.thread_time() - start) / len(words) < 0.001


@pytest.mark.parametrize("first", ["一", "z", "长江", "harvard"])
def test_every_word_of_the_table_has_others_of_some_strength(first: str) -> None:
    for word, *cells in SortedTable("synonyms").beginning(first):
        others = dict(cell.split(" ") for cell in cells)
        assert word not in others
        assert 0 < len(others) == len(cells) <= 24
        assert all(0 < float(strength) <= REFERRED for strength in others.values())


def test_the_operator_knows_best(tmp_path: Path) -> None:
    file = tmp_path / "synonyms.txt"
    file.write_text(
        "# ours\n快递員 = 送货员，快递小哥\n\n医生 大夫 # said here\n", encoding="utf-8"
    )
    thesaurus = Thesaurus(file)
    assert thesaurus.problems == ()
    assert dict(thesaurus.alternatives("快递员")) == {"送货员": OWN, "快递小哥": OWN}
    assert dict(thesaurus.alternatives("快递小哥"))["快递员"] == OWN
    assert thesaurus.alternatives("医生")[0] == ("大夫", OWN)


def test_what_is_wrong_with_the_file_is_told_and_the_rest_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "synonyms.txt"
    file.write_bytes("\ufeff甲 乙\n孤单\n".encode() + b"\xff\xfe\n" + "丙=丁\n".encode())
    thesaurus = Thesaurus(file)
    assert [(problem.file, problem.line) for problem in thesaurus.problems] == [
        ("synonyms.txt", 2),
        ("synonyms.txt", 3),
    ]
    assert ("乙", OWN) in thesaurus.alternatives("甲")
    assert ("丁", OWN) in thesaurus.alternatives("丙")


def test_a_file_that_cannot_be_read_is_one_problem(tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_bytes(b"a b\n" * 300_000)
    assert Thesaurus(tmp_path / "none.txt").problems == ()
    assert [p.line for p in Thesaurus(tmp_path).problems] == [0]
    assert Thesaurus(tmp_path / "large.txt").problems == (
        Problem("large.txt", 0, "larger than 1,000,000 bytes"),
    )
