from __future__ import annotations

import pytest

from retrieval.answer import Found, Question
from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.library import Library

REPORT = Article(
    "r1",
    "工业简报",
    (
        "汽车制造业、医药制造业分别增长15.2%和9.8%,纺织业下降2.3%。",
        "柳洲站和岚山站分别停靠36趟、24趟列车,比去年各增加2趟。",
        "前湾渔港、后湾渔港及中湾渔港分别有泊位120个、85个和40个。",
        "一等奖和二等奖各评出3名。",
    ),
)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(Corpus((REPORT,)))


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("汽车制造业增长了多少?", "15.2%"),
        ("医药制造业增长了多少?", "9.8%"),
        ("医药制造业增长百分之几?", "9.8%"),
        ("纺织业下降了多少?", "2.3%"),
        ("柳洲站停靠多少趟列车?", "36趟"),
        ("岚山站停靠多少趟列车?", "24趟"),
        ("岚山站停靠几趟列车?", "24趟"),
        ("前湾渔港的泊位有多少个?", "120个"),
        ("后湾渔港的泊位有多少个?", "85个"),
        ("中湾渔港的泊位有多少个?", "40个"),
        ("二等奖评出几名?", "3名"),
    ],
)
def test_the_amount_of_the_thing_asked_about_is_marked(
    library: Library, question: str, amount: str
) -> None:
    answer = library.answer(Question(question))
    assert isinstance(answer, Found)
    quote = answer.quotes[0]
    assert [quote.text[slice(*one)] for one in quote.highlights] == [amount]
