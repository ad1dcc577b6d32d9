import json

from retrieval.answer import Correction, Found, Listing, NotFound, Reason, Why
from retrieval.answer_json import record
from retrieval.article import Article, Quote

BRIDGE = Article("b1", "新桥通车", ("大桥长三百米。",), byline="赵一")
LIBRARY = Article("b2", "图书馆开馆", ("馆藏图书五万册。",))
LENGTH = Quote(BRIDGE, 1, 3, 7, ((0, 3),))
LENGTH_RECORD = {
    "text": "三百米。",
    "article": {"id": "b1", "title": "新桥通车", "byline": "赵一"},
    "paragraph": 1,
    "start": 3,
    "stop": 7,
    "highlights": [[0, 3]],
}


def test_an_answer_found() -> None:
    answer = Found((LENGTH, LENGTH), 1 / 3, (Correction("大乔", "大桥"),))
    assert record(answer) == {
        "outcome": "found",
        "confidence": 0.333333,
        "quotes": [LENGTH_RECORD, LENGTH_RECORD],
        "articles": [LENGTH_RECORD["article"]],
        "total": 1,
        "corrections": [{"typed": "大乔", "meant": "大桥"}],
        "reason": None,
        "parts": [],
    }


def test_a_list_keeps_its_own_articles_and_knows_how_many_there_are() -> None:
    answer = record(Listing((LIBRARY, BRIDGE), 0.5, (LENGTH,), total=9))
    assert answer["outcome"] == "listing"
    assert [article["id"] for article in answer["articles"]] == ["b2", "b1"]
    assert answer["quotes"] == [LENGTH_RECORD]
    assert answer["total"] == 9
    assert record(Listing((LIBRARY, BRIDGE), 0.5))["total"] == 2
    assert record(Listing((), 0.5))["articles"] == []


def test_an_answer_withheld_says_why() -> None:
    reason = Reason(Why.OTHER_NAME, ("隧道",), (LENGTH,), related=True, names=("甲镇", "乙镇"))
    answer = record(NotFound(reason, 0.25))
    assert answer["outcome"] == "not_found"
    assert answer["quotes"] == []
    assert answer["articles"] == []
    assert answer["reason"] == {
        "kind": "other_name",
        "absent_terms": ["隧道"],
        "nearest": [LENGTH_RECORD],
        "related": True,
        "names": ["甲镇", "乙镇"],
    }


def test_every_record_is_json_as_it_is() -> None:
    for answer in (Found((LENGTH,), 0.5), Listing((BRIDGE,), 0.5), NotFound(Reason(Why.WEAK))):
        assert json.loads(json.dumps(record(answer))) == record(answer)
