from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from retrieval.importing.newspaper.places import place


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("近日,湖州市南浔区双林镇快递小哥徐超", "湖州市南浔区双林镇"),
        ("近日，位于临江省云溪市海盐县沈荡镇的老粮仓", "临江省云溪市海盐县沈荡镇"),
        ("近年来，嘉兴经济技术开发区通过政策支持", "嘉兴经济技术开发区"),
        ("5月3日，桐乡市举行大会", "桐乡市"),
        ("清晨，家住云屏区东门街道的许阿姨", "云屏区东门街道"),
        ("内蒙古自治区丰茂市举行大会", "内蒙古自治区丰茂市"),
        ("本报嘉兴5月3日电（记者 张三）晚上八点", "嘉兴"),
    ],
)
def test_the_first_chain_of_names_is_the_place(text: str, name: str) -> None:
    assert place([text]) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "近年来，城市化进程加快，超市多了",
        "全市各镇、全区上下",
        "走进社区，农贸市场里人声鼎沸",
        "打造示范区，推进老旧小区改造",
        "城乡融合，乡镇发展，家乡变美",
        "他在夜市上摆摊",
        "正如市民所说",
    ],
)
def test_common_nouns_are_no_place(text: str) -> None:
    assert place([text]) == ""


def test_a_town_alone_must_come_again() -> None:
    assert place(["近年来，店口镇探索新机制。"]) == ""
    assert place(["近年来，店口镇探索新机制。", "店口镇还办了夜校。"]) == "店口镇"


def test_only_the_first_paragraph_tells_the_place() -> None:
    assert place(["桥通了。", "近日，湖州市南浔区双林镇修桥。"]) == ""


@given(
    st.lists(st.text(st.sampled_from("近日，在湖州市南浔区双林镇开发的乡村县省。"), max_size=40))
)
def test_a_place_is_a_slice_of_the_first_paragraph(texts: list[str]) -> None:
    assert place(texts) in (texts[0] if texts else "")
