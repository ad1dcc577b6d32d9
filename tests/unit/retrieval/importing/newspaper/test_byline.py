from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from retrieval.importing.newspaper.byline import credit, dateline, join_names, signature


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("倪俊杰", "倪俊杰"),
        ("郭黎霞 周雨文", "郭黎霞 周雨文"),
        ("张 林", "张林"),
        ("欧阳小明", "欧阳小明"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("（张三）", "张三"),
        ("本报记者 张三 通讯员 李四", "张三 李四"),
        ("本报记者张小三 通讯员李四、王五", "张小三 李四 王五"),
        ("记者张三通讯员李四", "张三 李四"),
        ("□记者 张三丰", "张三丰"),
        ("浙江日报记者 钱一 实习生 孙二", "钱一 孙二"),
        ("张三/文", "张三"),
        ("文/张三 图/李四", "张三 李四"),
        ("記者蔡佩珊／嘉義報導", "蔡佩珊"),
        ("记者 铁木尔", "铁木尔"),
    ],
)
def test_a_credit_names_people(text: str, names: str) -> None:
    found = credit(text)
    assert found
    assert " ".join(found.names) == names


@pytest.mark.parametrize(
    "text",
    [
        "",
        "三轮驱动 激发活力",
        "清风拂面 以文化人",
        "方女士",
        "王主任",
        "金秋 时节",
        "平安",
        "公告",
        "麦岭镇 祁老根",
        "张",
        "本报记者",
        "张三说",
        "张三 走在路上",
    ],
)
def test_what_is_not_only_names_is_no_credit(text: str) -> None:
    assert credit(text) is None


@pytest.mark.parametrize(
    ("text", "photo"),
    [
        ("沈俊 摄", True),
        ("沈俊摄", True),
        ("摄影 沈俊", True),
        ("本报记者 沈俊 摄", True),
        ("沈俊 供图", True),
        ("沈俊", False),
        ("沈俊 文/摄", False),
        ("沈俊 摄影 张三", False),
        ("沈俊 摄影报道", False),
    ],
)
def test_a_photographer_is_told_from_a_writer(text: str, photo: bool) -> None:  # noqa: FBT001
    found = credit(text)
    assert found
    assert found.photo is photo


@pytest.mark.parametrize(
    ("text", "names", "sure"),
    [
        ("形成了合力。(杜燕华)", "杜燕华", True),
        ("他说：“好。”（本报记者 张三）", "张三", True),
        ("（张三 李四）", "张三 李四", True),
        ("打下良好基础。沈俊", "沈俊", False),
        ("试点城市(文旅型)", "文旅型", False),
        ("打下良好基础。沈俊 摄", "沈俊", True),
        ("插秧忙。（受访者供图）", "", True),
    ],
)
def test_a_signature_ends_a_paragraph(text: str, names: str, sure: bool) -> None:  # noqa: FBT001
    found = signature(text)
    assert found
    assert (" ".join(found.names), found.sure) == (names, sure)


@pytest.mark.parametrize(
    "text", ["", "形成了合力。", "全长三米(含桥墩)。", "。(完)", "他说：“好。”张三说"]
)
def test_most_paragraphs_have_no_signature(text: str) -> None:
    assert signature(text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("本报讯（记者 张三 通讯员 李四）近日，", "张三 李四"),
        ("本报嘉兴5月3日电 (记者张三)近日", "张三"),
        ("〔記者林昱廷／台南報導〕昨天", "林昱廷"),
    ],
)
def test_a_dateline_begins_a_report(text: str, names: str) -> None:
    found = dateline(text)
    assert found
    assert " ".join(found.names) == names


@pytest.mark.parametrize("text", ["", "近日，张三", "（张三）近日", "桥长（含引桥）三米"])
def test_most_reports_have_no_credit_in_a_dateline(text: str) -> None:
    assert dateline(text) is None


def test_names_in_brackets_are_joined_with_a_blank_and_other_words_are_not() -> None:
    assert join_names("好。(李小明", "王小红)") == "好。(李小明 王小红)"
    assert join_names("好。(李小", "明 王小红)") == ""
    assert join_names("全长(含引", "桥)三米") == ""


@given(st.text(max_size=80))
def test_any_text_has_a_credit_or_none(text: str) -> None:
    for found in (credit(text), signature(text), dateline(text)):
        assert found is None or all(name and name == name.strip() for name in found.names)
