"""What of a long quote is shown first: the answer's clauses, and whatever they depend on."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from retrieval.article import Article, Quote
from retrieval.extraction.brief import LENGTH, brief
from retrieval.query.tokens import QuestionTokenizer
from retrieval.spans import places_of

LONG = (
    "去年春天,青禾镇请来三十位匠人修缮老渡口,又添置了候船室、书屋和便民服务点,"
    "工程前后花去480万元,镇里还从外地运来两万块青砖,把旧码头的台阶一级一级重新砌好。"
)


def quote(text: str, answer: str = "") -> Quote:
    article = Article("x", "题", (text,))
    marks = tuple(places_of(text, [answer])) if answer else ()
    return Quote(article, 1, 0, len(text), marks)


def shown(tokenizer: QuestionTokenizer, text: str, answer: str, *asked: str) -> str:
    whole = quote(text, answer)
    parts = brief(whole, places_of(text, asked), tokenizer.tokens)
    return "……".join(part.text for part in parts)


def test_a_short_quote_and_one_without_an_answer_are_shown_whole(
    tokenizer: QuestionTokenizer,
) -> None:
    assert len(LONG) > LENGTH
    assert shown(tokenizer, LONG, "") == LONG
    assert shown(tokenizer, LONG[:LENGTH], "青禾镇") == LONG[:LENGTH]


def test_the_clause_of_the_answer_is_shown_and_what_fits_beside_it(
    tokenizer: QuestionTokenizer,
) -> None:
    part = shown(tokenizer, LONG, "480万元", "工程")
    assert "工程前后花去480万元," in part
    assert part in LONG
    assert len(part) <= LENGTH


def test_words_of_the_question_draw_their_side_in_first(tokenizer: QuestionTokenizer) -> None:
    text = "甲" * 20 + "," + "答案是七," + "乙问的事" * 8 + "。"
    assert shown(tokenizer, text, "七", "乙问的事").endswith("。")
    assert shown(tokenizer, text, "七", "甲").startswith("甲")


@pytest.mark.parametrize(
    ("binding", "answer"),
    [
        ("专家否认以下说法的真实性", "98%"),
        ("如果明年全镇的用水量能够达标", "5万元"),
        ("镇里从来没有答应过村民们以下条件", "12亩"),
        ("除非两岸的居民全部签字同意", "30人"),
        ("只要候船室里的人数超过规定", "9时"),
    ],
)
def test_what_negates_or_is_a_condition_is_not_left_out(
    tokenizer: QuestionTokenizer, binding: str, answer: str
) -> None:
    filler = "渡口边的茶铺又添了好几张桌子和长凳,岸上的人们天天坐在那里等船,"
    text = f"{binding},{filler}最后是{answer},此后的事情大家都已经知道了。"
    assert len(text) > LENGTH
    assert shown(tokenizer, text, answer).startswith(binding)


@pytest.mark.parametrize(
    "said",
    ["所长赵某某告诉记者,", "渡口的所长赵某某介绍说:", "据镇里的负责人透露,"],
)
def test_who_says_so_is_not_left_out(tokenizer: QuestionTokenizer, said: str) -> None:
    filler = "渡口边的茶铺又添了好几张桌子和长凳,岸上的人们天天坐在那里等船,"
    text = f"{said}{filler}最后是480万元,此后的事情大家都已经知道了。"
    assert len(text) > LENGTH
    assert shown(tokenizer, text, "480万元").startswith(said)


def test_what_binds_leaves_less_room_for_others(tokenizer: QuestionTokenizer) -> None:
    text = LONG.replace("。", ",镇里没有向村民收钱。")
    part = shown(tokenizer, text, "480万元", "工程")
    assert part.endswith("镇里没有向村民收钱。")
    assert len(part) <= LENGTH < len(text)


def test_of_two_sides_that_do_not_both_fit_it_is_that_with_more_of_the_question(
    tokenizer: QuestionTokenizer,
) -> None:
    text = "旧码头" + "甲" * 30 + ",修了,答案是七," + "乙" * 20 + ",工程前后花去的钱。"
    part = shown(tokenizer, text, "七", "旧码头", "工程前后")
    assert part.endswith("工程前后花去的钱。")
    assert "旧码头" not in part


def test_no_part_is_longer_than_there_is_room(tokenizer: QuestionTokenizer) -> None:
    text = LONG + "书屋的门口“水涨了三尺。”"
    part = shown(tokenizer, text, "480万元", "水涨了三尺")
    assert "480万元" in part
    assert len(part) <= LENGTH


@pytest.mark.parametrize(
    ("answer", "asked", "parts"),
    [
        ("赵某某", "水涨了三尺", "所长赵某某告诉记者,……“水涨了三尺。”"),
        ("三尺", "赵某某", "所长赵某某告诉记者,……“水涨了三尺。”"),
    ],
)
def test_where_the_question_stands_apart_from_the_answer_both_are_shown(
    tokenizer: QuestionTokenizer, answer: str, asked: str, parts: str
) -> None:
    text = "所长赵某某告诉记者,去年春天" + "三十位匠人修缮老渡口" * 6 + "。“水涨了三尺。”"
    assert shown(tokenizer, text, answer, asked) == parts


def test_another_sentence_binds_nothing(tokenizer: QuestionTokenizer) -> None:
    text = "渡口没有停运。" + LONG
    assert "没有" not in shown(tokenizer, text, "480万元", "工程")


@pytest.mark.parametrize(
    ("asked", "behind", "is_shown"),
    [
        ("往年", "到了往年,岸上没人。", True),
        ("往年", "到了往年,岸上" + "乙" * 30 + "。", False),
        ("前后", "到了往年,岸上没人。", False),
        ("前后", "往年的工程没人看。", False),
    ],
)
def test_a_sentence_beside_is_shown_whole_where_it_tells_more_of_what_is_asked(
    tokenizer: QuestionTokenizer, asked: str, behind: str, *, is_shown: bool
) -> None:
    own = "甲" * 30 + ",工程前后花去480万元。"
    text = own + behind + "岸上的茶铺" * 5 + "。"
    assert shown(tokenizer, text, "480万元", "工程", asked) == own + behind * is_shown


CLAUSES = st.lists(st.text("渡口书屋1,.，。：;”", min_size=1, max_size=30), min_size=1, max_size=8)


@given(CLAUSES.map("".join), st.data())
def test_it_is_a_slice_that_holds_the_answer(
    tokenizer: QuestionTokenizer, text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    stop = data.draw(st.integers(start + 1, len(text)))
    article = Article("x", "题", (text,))
    whole = Quote(article, 1, 0, len(text), ((start, stop),))
    [part] = brief(whole, (), tokenizer.tokens)
    assert part.text in text
    assert [part.text[a:b] for a, b in part.highlights] == [text[start:stop]]
