import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks.figures import Figure
from benchmarks.peers import INDEXED, OURS, PEERS
from benchmarks.public import (
    Outcome,
    PublicQuestion,
    PublicSet,
    measure_ranking,
    measure_refusal,
    ranking_figures,
    read_set,
    refusal_figures,
    sets_in,
    withheld,
)
from benchmarks.questions import QuestionsError, Selection
from retrieval.answer import Found, Listing, NotFound, Reason, Why
from retrieval.answer_json import record
from retrieval.article import Article, Quote
from retrieval.corpus import Corpus

INSTALLED = [peer for peer, library in PEERS.items() if find_spec(library)]
TEXTS = (
    "大熊猫主要吃竹子。一天要吃很多。",
    "长城全长两万多公里。它在北方。",
    "茶叶起源于云南。古人用它入药。",
    "钱塘江大潮出现在农历八月。观潮的人很多。",
)
ARTICLES = tuple(Article(f"p{n}", f"题{n}", (text,)) for n, text in enumerate(TEXTS))
QUESTIONS = (
    PublicQuestion("q0", "大熊猫吃什么？", ("竹子",), frozenset({"p0"})),
    PublicQuestion("q1", "长城有多长？", ("两万多公里",), frozenset({"p1"})),
    PublicQuestion("q2", "茶叶起源于哪里？", ("云南",), frozenset({"p2"})),
    PublicQuestion("q3", "钱塘江大潮在几月？", ("八月", "农历八月"), frozenset({"p3"})),
)
SET = PublicSet("four", Corpus(ARTICLES), QUESTIONS)


def values(figures: tuple[Figure, ...]) -> dict[str, float | None]:
    return {figure.measure: figure.value for figure in figures}


def quote(place: int) -> Quote:
    return Quote(ARTICLES[place], 1, 0, 9)


def test_every_ranking_figure_of_answers_made_by_hand() -> None:
    outcomes = [
        Outcome(QUESTIONS[0], record(Found((quote(0),), 0.9)), ("p0",), 1.0),
        Outcome(QUESTIONS[1], record(Found((quote(0), quote(1)), 0.9)), ("p0", "p1"), 3.0),
        Outcome(
            QUESTIONS[2], record(NotFound(Reason(Why.WEAK, nearest=(quote(2),)))), ("p3",), 2.0
        ),
        Outcome(QUESTIONS[3], record(Listing((ARTICLES[3],), 0.9)), ("p1", "p2", "p0", "p3"), 9.0),
    ]
    got = values(tuple(ranking_figures(outcomes)))
    assert got == {
        "hit@1": 3 / 4,
        "hit@3": 1,
        "hit@10": 3 / 4,
        "MRR@10": (1 + 1 / 2 + 0 + 1 / 4) / 4,
        "quote@1": 2 / 4,
        "quote@3": 3 / 4,
        "milliseconds": 2.5,
    }


def test_every_refusal_figure_of_answers_made_by_hand() -> None:
    outcomes = [
        Outcome(QUESTIONS[0], record(Found((quote(0),), 0.9))),
        Outcome(QUESTIONS[1], record(NotFound(Reason(Why.WEAK), 0.4))),
        Outcome(QUESTIONS[2], record(Found((quote(0),), 0.6))),
        Outcome(QUESTIONS[3], record(NotFound(Reason(Why.WEAK), 0.1))),
    ]
    got = values(tuple(refusal_figures(outcomes, frozenset({"p2", "p3"}))))
    assert got == {"AUROC": 3 / 4, "rate@95": 1 / 2, "answered": 1 / 2, "refused": 1 / 2}


def test_half_of_the_questions_lose_their_paragraphs() -> None:
    shared = [PublicQuestion(f"{n}", "问", ("答",), frozenset({f"p{n // 3}"})) for n in range(300)]
    removed = withheld(shared)
    lost = [question for question in shared if question.gold <= removed]
    assert len(lost) == 150
    assert removed == withheld(shared)
    assert withheld([]) == frozenset()


@pytest.mark.slow
@pytest.mark.parametrize("engine", [OURS, INDEXED, *INSTALLED])
def test_each_engine_finds_what_is_plainly_there(engine: str) -> None:
    measured = measure_ranking(engine, SET)
    got = values(measured.figures)
    assert got["hit@1"] == got["MRR@10"] == got["quote@1"] == 1
    assert measured.failures == ()


@pytest.mark.parametrize("engine", INSTALLED)
def test_an_engine_that_never_refuses_answers_even_what_is_gone(engine: str) -> None:
    got = values(measure_refusal(engine, SET).figures)
    assert got["answered"] == 1


@pytest.mark.parametrize("engine", INSTALLED)
def test_an_engine_survives_questions_without_words(engine: str) -> None:
    odd = tuple(
        PublicQuestion(text, text, ("无",), frozenset({"p0"}))
        for text in ("？？", "", '"', "NEAR AND", "x y*", "囧")
    )
    measured = measure_ranking(engine, PublicSet("odd", SET.corpus, odd))
    assert values(measured.figures)["quote@1"] == 0
    assert values(measure_ranking(engine, PublicSet("none", Corpus(()), odd)).figures)[
        "milliseconds"
    ]


def write_set(folder: Path, *questions: object) -> None:
    folder.mkdir()
    corpus = [{"id": a.id, "title": a.title, "text": a.texts[0]} for a in ARTICLES]
    for name, rows in (("corpus", corpus), ("queries", questions)):
        lines = "".join(f"{json.dumps(row)}\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, "utf-8")


def test_a_set_is_read_with_its_questions(tmp_path: Path) -> None:
    write_set(tmp_path / "b", {"id": "q0", "question": "问", "answers": ["答"], "gold": ["p0"]})
    write_set(tmp_path / "a")
    assert sets_in(tmp_path) == [tmp_path / "a", tmp_path / "b"]
    assert sets_in(tmp_path / "b") == [tmp_path / "b"]
    asked = read_set(tmp_path / "b", Selection())
    assert asked.name == "b"
    assert asked.questions == (PublicQuestion("q0", "问", ("答",), frozenset({"p0"})),)
    assert [article.id for article in asked.corpus.articles] == ["p0", "p1", "p2", "p3"]


def test_a_folder_without_a_set_and_a_question_without_gold_are_named(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError, match=r"no corpus\.jsonl and queries\.jsonl there"):
        sets_in(tmp_path)
    write_set(tmp_path / "a", {"id": "q7", "question": "问", "answers": ["答"]})
    with pytest.raises(QuestionsError, match="q7 has no 'gold'"):
        read_set(tmp_path / "a", Selection())
