import pytest

from benchmarks import development
from benchmarks.development import DevelopmentSet, Judged, figures_of
from benchmarks.questions import Asked
from benchmarks.scoring import About, Fact, Gold, Reports
from retrieval.answer import Answer, Found, Listing, NotFound, Question, Reason, Told, Why
from retrieval.answer_json import record
from retrieval.article import Article, Quote
from retrieval.corpus import Corpus

BRIDGE = Article("b1", "新桥通车", ("大桥长三百米。",), byline="赵一")
LIBRARY = Article("b2", "图书馆开馆", ("馆藏图书五万册。",), byline="孙三")
LENGTH = Fact(BRIDGE.title, "三百米")


def yes(article: Article, confidence: float = 0.9) -> Found:
    return Found((Quote(article, 1, 0, len(article.texts[0])),), confidence)


def no(confidence: float = 0.1, *nearest: Quote) -> NotFound:
    return NotFound(Reason(Why.WEAK, nearest=nearest), confidence)


def judged(kind: str, style: str, gold: Gold | None, answer: Answer) -> Judged:
    return Judged(Asked("", kind, style, "", gold, ""), record(answer), 2.0)


def values(*each: Judged) -> dict[str, float | None]:
    return {f"{f.measure}/{f.style}": f.value for f in figures_of(each)}


HAND_MADE = (
    judged("answerable", "direct", LENGTH, yes(BRIDGE)),
    judged("answerable", "direct", LENGTH, no(0.3, Quote(BRIDGE, 1, 0, 7))),
    judged("answerable", "short", LENGTH, yes(LIBRARY, 0.5)),
    judged("answerable", "meta", About(LIBRARY.title, "孙三"), Listing((LIBRARY,), 0.8)),
    judged("robust", "pinyin", LENGTH, yes(BRIDGE)),
    judged("robust", "multi", Reports((BRIDGE.title, LIBRARY.title)), Listing((BRIDGE,), 0.7)),
    judged("unanswerable", "far", None, no(0.0)),
    judged("unanswerable", "near", None, yes(BRIDGE, 0.6)),
    judged("dialogues", "", LENGTH, yes(BRIDGE)),
    judged("dialogues", "", LENGTH, no(0.3, Quote(BRIDGE, 1, 0, 7))),
    judged("dialogues", "", None, no()),
    judged("dialogues", "", None, yes(LIBRARY)),
)


def test_every_figure_of_a_set_made_by_hand() -> None:
    got = values(*HAND_MADE)
    assert got["quote@1/all"] == 3 / 4
    assert got["quote@1/direct"] == 1
    assert got["quote@1/short"] == 0
    assert got["quote@1/meta"] == 1
    assert got["robust/all"] == got["robust/pinyin"] == 1
    assert got["multi F1/all"] == pytest.approx(2 / 3)
    assert got["dialogues/turns right"] == 2 / 4
    assert got["refused/all"] == 1 / 2
    assert got["refused/far"] == 1
    assert got["refused/near"] == 0
    assert got["answered right/found"] == 2 / 5
    assert got["answered right/or listing"] == 3 / 5
    assert got["answered wrongly/all"] == 1 / 5
    assert got["balanced/found"] == pytest.approx((2 / 5 + 1 / 2) / 2)
    assert got["AUROC/confidence"] == pytest.approx((6 + 4) / 12)
    assert got["milliseconds/median"] == 2


def test_nothing_asked_is_no_figure_rather_than_zero() -> None:
    assert set(values().values()) == {None}


class Parrot:
    """Tells what it knows, and remembers what it was asked about."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.about: list[Told | None] = []

    def answer(self, question: Question) -> Answer:
        self.about.append(question.about)
        return self.answers.pop(0)


def test_a_dialogue_passes_on_what_was_told(monkeypatch: pytest.MonkeyPatch) -> None:
    first, kept = yes(BRIDGE), Told("b2", 1)
    parrot = Parrot(first, NotFound(Reason(Why.WEAK), told=kept), yes(LIBRARY), yes(BRIDGE))
    monkeypatch.setattr(development, "build", lambda *_: parrot)
    turns = [Asked(f"D1-{n}", "dialogues", "", "问", LENGTH, "") for n in (1, 2, 3)]
    corpus = Corpus((BRIDGE, LIBRARY))
    measured = DevelopmentSet("two", corpus, [tuple(turns), tuple(turns[:1])]).measure("parrot")
    assert parrot.about == [None, first.told, kept, None]
    assert [failure.id for failure in measured.failures] == ["D1-2", "D1-3"]
    assert {f.measure: f.value for f in measured.figures}["honest"] == 1


def test_a_quote_that_is_not_on_the_page_is_dishonest(monkeypatch: pytest.MonkeyPatch) -> None:
    parrot = Parrot(yes(BRIDGE), yes(LIBRARY))
    monkeypatch.setattr(development, "build", lambda *_: parrot)
    turns = [Asked(f"A{n}", "answerable", "direct", "问", LENGTH, "") for n in (1, 2)]
    corpus, page = Corpus((BRIDGE, LIBRARY)), "大桥长三百米。"
    measured = DevelopmentSet("two", corpus, [(turn,) for turn in turns], page).measure("parrot")
    assert {f.measure: f.value for f in measured.figures}["honest"] == 1 / 2
    assert [failure.expected for failure in measured.failures] == [str(LENGTH)]
