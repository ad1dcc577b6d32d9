"""Which questions are about the reports themselves. All are invented."""

from __future__ import annotations

import pytest

from retrieval.answer import Aim, Told
from retrieval.query.metadata import MetadataQuestion, metadata_question
from retrieval.query.tokens import QuestionTokenizer
from retrieval.query.topic import topic

TOLD = Told("b2", 1, 0, 9, ((0, 4),))


@pytest.mark.parametrize(
    ("question", "aim", "subject"),
    [
        ("稻田音乐会那篇是谁写的?", Aim.AUTHOR, "稻田音乐会"),
        ("写柿子的文章作者是谁?", Aim.AUTHOR, "柿子"),
        ("这篇报道是哪位记者采写的?", Aim.AUTHOR, ""),
        ("这篇文章是谁发表的?", Aim.AUTHOR, ""),
        ("哪篇报道提到了候船室?", Aim.TITLE, "候船室"),
        ("关于气象站的报道叫什么名字?", Aim.TITLE, "气象站"),
        ("提到大米的是哪篇?", Aim.TITLE, "大米"),
        ("渡口那篇呢?", Aim.TITLE, "渡口"),
        ("一共收录了多少篇文章?", Aim.COUNT, ""),
        ("有几篇报道提到柳湾村?", Aim.COUNT, "柳湾村"),
        ("列出所有文章", Aim.LIST, ""),
        ("都有哪些报道?", Aim.LIST, ""),
        ("哪几篇提到柿子?", Aim.LIST, "柿子"),
        ("哪些新闻写到临溪县?", Aim.LIST, "临溪县"),
    ],
)
def test_questions_about_reports(
    tokenizer: QuestionTokenizer, question: str, aim: Aim, subject: str
) -> None:
    found = metadata_question(tokenizer.tokens(question))
    assert found is not None
    assert (found.aim, found.others, found.titled) == (aim, False, "")
    assert "".join(topic(found.subject).phrases) == subject


@pytest.mark.parametrize(
    "question",
    [
        "周文远还写了什么?",
        "周文远还写了哪些报道?",
        "周文远还写了什么报道?",
        "周文远还发表过哪些文章?",
    ],
)
def test_what_else_somebody_wrote(tokenizer: QuestionTokenizer, question: str) -> None:
    found = metadata_question(tokenizer.tokens(question))
    assert found is not None
    assert (found.aim, found.others) == (Aim.LIST, True)
    assert topic(found.subject).phrases == ("周文远",)


@pytest.mark.parametrize(
    "question",
    ["《老渡口》是谁写的?", "《老渡口》的作者是谁?", "谁写了《老渡口》?", "《老渡口》作者是哪位?"],
)
def test_who_wrote_what_has_this_title(tokenizer: QuestionTokenizer, question: str) -> None:
    found = metadata_question(tokenizer.tokens(question))
    assert found == MetadataQuestion(Aim.AUTHOR, titled="老渡口")


@pytest.mark.parametrize(
    "question",
    [
        "",
        "公交线路有多少条?",
        "开通了几条公交线路?",
        "新出台了哪些条例?",
        "第几条规定禁止吸烟?",
        "哪条线路经过柳湾村?",
        "他发表了多少篇论文?",
        "学生写了几篇作文?",
        "哪篇作文得了第一名?",
        "作家一生写了多少篇小说?",
        "他还写了什么诗?",
        "有多少条新闻线索被采纳?",
        "新闻发言人是谁?",
        "新闻发布会在哪里举行?",
        "文章里说渡口建于哪年?",
        "根据报道,谁负责运营?",
        "报道中提到的志愿者有多少人?",
        "谁发表了文章批评此事?",
        "哪些通讯设备被盗?",
        "哪些公报私仇的事?",
        "哪些新闻线索有奖励?",
        "哪些新闻媒体到了现场?",
        "哪位记者获了奖?",
        "《老渡口》讲了什么?",
        "作者是谁?",
    ],
)
def test_questions_about_what_is_said(tokenizer: QuestionTokenizer, question: str) -> None:
    assert metadata_question(tokenizer.tokens(question)) is None


@pytest.mark.parametrize(
    ("question", "aim"),
    [
        ("作者是谁?", Aim.AUTHOR),
        ("谁写的?", Aim.AUTHOR),
        ("那记者呢?", Aim.AUTHOR),
        ("标题是什么?", Aim.TITLE),
    ],
)
def test_short_questions_are_about_what_was_told(
    tokenizer: QuestionTokenizer, question: str, aim: Aim
) -> None:
    assert metadata_question(tokenizer.tokens(question), TOLD) == MetadataQuestion(aim)


@pytest.mark.parametrize("question", ["作者是谁的学生?", "谁写的字最好?", "那谁来运营呢?"])
def test_what_only_begins_so_is_no_short_question(
    tokenizer: QuestionTokenizer, question: str
) -> None:
    assert metadata_question(tokenizer.tokens(question), TOLD) is None


def test_an_ellipsis_asks_the_same_again(tokenizer: QuestionTokenizer) -> None:
    tokens = tokenizer.tokens("柿子那篇呢?")
    again = metadata_question(tokens, Told("b2", aim=Aim.AUTHOR))
    assert again == MetadataQuestion(Aim.AUTHOR, tokens[:1])
