"""What a library answers, on reports of a county that does not exist and on odd ones."""

from __future__ import annotations

import gc
import json
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.analysis.sentences import QUOTE_LENGTH
from retrieval.answer import Aim, Answer, Found, Listing, NotFound, Question, Told, Why
from retrieval.answer_json import record
from retrieval.answering.calibration import operating_point
from retrieval.answering.judge import Judge
from retrieval.article import Article
from retrieval.corpus import Corpus, read
from retrieval.expansion.synonyms import Thesaurus
from retrieval.index.open_index import in_memory
from retrieval.library import Library
from tests.unit.retrieval.conftest import Opened
from tests.unit.retrieval.town import ARTICLES, FERRY, FIELD, PHOTO, WEATHER

ODD_QUESTIONS = (
    "",
    " \u3000",
    "？？？",
    "😀😀",
    "\ud800",
    "\x00渡口\x00",
    "(((((",
    "渡口|停运\\",
    "<b>渡口</b>",
    "谁写的这篇报道？",
    "一共有多少篇报道？",
    "哪些报道提到渡口？",
    "哪篇文章提到渡口？",
    "《老渡口》是谁写的？",
    "那里呢？",
    "他是谁？",
    "渡口为什么停运？",
    "1" * 500,
)
ODD_SHELVES = {
    "none": (),
    "no paragraph": (Article("x", "渡口", ()), Article("y", "渡口停运", ("", "  "))),
    "blanks between": (Article("x", "渡口", ("", "渡口因为水位上涨停运。", " ")),),
    "one paragraph": (Article("x", "", ("渡口因为水位上涨停运。",)),),
    "no sentence": (
        Article("x", "长", ("渡口停运因为水位" * 1250,)),
        Article("y", "", ("稻" * 10_000,)),
    ),
    "blank sentence": (Article("x", "渡口", ("\n" + "很" * 120 + "。",)),),
    "astral": (Article("x", "𠮷野𠀀", ("𠮷野家😀渡口停运了\ud800三次，因为𠀀𠀁水位。",)),),
    "markup": (Article("x", "<b>渡口</b>", ("<script>alert('停运')</script>渡口&amp;停运。",)),),
    "twice": tuple(Article(f"d{n}", "同题", ("渡口因为水位上涨停运。",) * 2) for n in range(3)),
    "odd ids": tuple(
        Article(i, "题", ("渡口停运。",)) for i in ("a-1", "-", "中文 id", "a/b", "😀")
    ),
}
USES: tuple[Callable[[Library], object], ...] = (
    Library.prepare,
    Library.examples,
    lambda library: library.holdings,
    lambda library: library.answer(Question("渡口为什么停运？")),
    lambda library: library.answer(Question("报道提到了哪些地方？")),
    lambda library: library.explain(Question("渡口为什么停运？")),
    lambda library: library.verify("渡口因为水位上涨停运。"),
    lambda library: library.paraphrase("渡口停运了三天"),
    lambda library: library.look_up("渡口 停运"),
    lambda library: library.trend("渡口"),
    lambda library: library.about("渡口"),
)
ODD_TOLD = (
    None,
    Told("x"),
    Told("x", 1),
    Told("x", 1, 0, 2, ((0, 2),)),
    Told("x", 9, 0, 3, ((0, 2),)),
    Told("x", 1, 0, 99_999, ((0, 90_000),)),
    Told("gone", 1, 0, 4),
)


def ask(library: Library, question: str, about: Told | None = None) -> Answer:
    return library.answer(Question(question, about))


@pytest.mark.parametrize(
    ("question", "article", "marked"),
    [
        ("稻田音乐会吸引了多少名村民参加？", FIELD, "326名"),
        ("观景台投资多少万元？", FIELD, "480万元"),
        ("青禾镇党委书记是谁？", FIELD, "林晓峰"),
        ("沙湾渡口始建于哪一年？", FERRY, "1937年"),
        ("临溪县开通了几条免费公交线路？", FERRY, "两条"),
        ("气象站占地多少亩？", WEATHER, "2.5亩"),
        ("今年柿子产量增长了多少？", PHOTO, "三成"),
    ],
)
def test_a_plain_question_is_answered(
    town: Library, question: str, article: Article, marked: str
) -> None:
    answer = ask(town, question)
    assert isinstance(answer, Found)
    best = answer.quotes[0]
    assert best.article is article
    assert marked in [best.text[start:stop] for start, stop in best.highlights]
    assert answer.told is not None
    assert answer.told.article == article.id


@pytest.mark.parametrize(
    ("question", "aim", "article"),
    [
        ("写渡口的那篇报道是谁写的？", Aim.AUTHOR, FERRY),
        ("《老渡口换新颜》是谁写的？", Aim.AUTHOR, FERRY),
        ("谁写了《山海同心 共绘新图》？", Aim.AUTHOR, FIELD),
        ("哪篇文章提到柿子？", Aim.TITLE, PHOTO),
        ("关于气象站的报道题目是什么？", Aim.TITLE, WEATHER),
    ],
)
def test_the_report_meant_is_named(
    town: Library, question: str, aim: Aim, article: Article
) -> None:
    answer = ask(town, question)
    assert isinstance(answer, Found)
    assert (answer.aim, answer.quotes[0].article) == (aim, article)


@pytest.mark.parametrize("question", ["渡口为什么停运？", "气象站占地多少亩？"])
def test_a_question_sent_twice_is_answered_once(town: Library, question: str) -> None:
    once, twice = ask(town, question), ask(town, question * 2)
    assert isinstance(once, Found)
    assert isinstance(twice, Found)
    assert twice.quotes[0].article is once.quotes[0].article


def test_a_book_is_no_report(town: Library) -> None:
    assert isinstance(ask(town, "《红楼梦》是谁写的？"), NotFound)


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        ("一共有多少篇报道？", ARTICLES),
        ("列出所有报道", ARTICLES),
        ("哪些报道提到临溪县？", (FERRY, WEATHER)),
        ("周文远写了哪些报道？", (FIELD, WEATHER)),
        ("周文远还写了什么？", (FIELD, WEATHER)),
        ("有几篇报道提到柳湾村？", (FERRY,)),
        ("临溪县出现在哪几篇报道里？请全部列出。", (FERRY, WEATHER)),
        ("跟渡口有关的文章都有哪些呀", (FERRY,)),
        ("哪些报道提到渡口公交？", (FERRY,)),
        ("哪些报道跟柿子、大米有关？", (FIELD, PHOTO)),
    ],
)
def test_reports_are_listed(town: Library, question: str, articles: tuple[Article, ...]) -> None:
    answer = ask(town, question)
    assert isinstance(answer, Listing)
    assert sorted(answer.articles, key=ARTICLES.index) == list(articles)
    assert answer.total == len(articles)


def test_what_no_report_has_together_is_not_said_to_be_absent(town: Library) -> None:
    answer = ask(town, "哪些报道同时提到柿子和渡口？")
    assert isinstance(answer, NotFound)
    assert (answer.reason.why, answer.reason.absent_terms) == (Why.WEAK, ())
    answer = ask(town, "哪些报道提到柿子和火星？")
    assert isinstance(answer, NotFound)
    assert answer.reason.absent_terms == ("火星",)


def test_a_bare_question_is_asked_of_what_was_told_if_that_answers(town: Library) -> None:
    told = ask(town, "沙湾渡口始建于哪一年？").told
    bare = ask(town, "由谁运营？", told)
    assert isinstance(bare, Found)
    assert (bare.quotes[0].article.id, bare.quotes[0].number) == (FERRY.id, 2)
    other = ask(town, "谁是县气象局局长？", told)
    assert isinstance(other, Found)
    assert other.quotes[0].article.id == WEATHER.id


def test_an_answer_tells_which_word_no_report_has(town: Library) -> None:
    answer = ask(town, "青禾镇的榴莲稻田音乐会吸引了多少名村民？")
    assert isinstance(answer, Found)
    assert answer.absent == ("榴莲",)
    plain = ask(town, "青禾镇的稻田音乐会吸引了多少名村民？")
    assert isinstance(plain, Found)
    assert plain.absent == ()


@pytest.mark.parametrize(
    ("question", "unheard"),
    [
        ("赵大海为什么辞职？", "辞职"),
        ("稻田音乐会是谁作曲的？", "作曲"),
        ("赵大海怎么受伤的？", "受伤"),
    ],
)
def test_what_never_happened_has_no_reason(town: Library, question: str, unheard: str) -> None:
    answer = ask(town, question)
    assert isinstance(answer, NotFound)
    assert answer.reason.why is Why.ABSENT_TERMS
    assert unheard in answer.reason.absent_terms


@pytest.mark.parametrize("question", ["渡口为什么停运？", "自制气球是怎么测量风速的？"])
def test_what_happened_has_one(town: Library, question: str) -> None:
    assert isinstance(ask(town, question), Found)


def test_a_measure_word_is_not_what_is_missing(town: Library) -> None:
    answer = ask(town, "稻田音乐会吸引了多少公里村民？")
    assert isinstance(answer, NotFound)
    assert answer.reason.why is Why.KIND_MISSING
    assert "公里" not in answer.reason.absent_terms


def test_one_character_alone_is_no_ground_for_an_answer(town: Library) -> None:
    answer = ask(town, "在哪个水？")
    assert isinstance(answer, NotFound)
    assert answer.confidence < 0.5


def test_what_else_leaves_out_what_was_told(town: Library) -> None:
    answer = ask(town, "周文远还写了什么？", Told("b1", 1))
    assert isinstance(answer, Listing)
    assert answer.articles == (WEATHER,)


def test_short_questions_follow_on(town: Library) -> None:
    told = ask(town, "沙湾渡口始建于哪一年？").told
    who = ask(town, "作者是谁？", told)
    assert isinstance(who, Found)
    assert (who.aim, who.quotes[0].article) == (Aim.AUTHOR, FERRY)
    where = ask(town, "那里由谁负责运营？", told)
    assert isinstance(where, Found)
    assert where.quotes[0].article is FERRY


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("", Why.EMPTY_QUESTION),
        ("？？？", Why.EMPTY_QUESTION),
        ("😀😀", Why.EMPTY_QUESTION),
        ("请问", Why.EMPTY_QUESTION),
        ("asdfgh qwerty", Why.UNREADABLE),
        ("Привет, как дела", Why.UNREADABLE),
        ("风从山那边吹来我想起小时候" * 25, Why.UNREADABLE),
        ("火星探测器什么时候发射？", Why.ABSENT_TERMS),
        ("候船室投资多少万元？", Why.KIND_MISSING),
        ("哪些报道提到火星？", Why.ABSENT_TERMS),
    ],
)
def test_a_no_says_why(town: Library, question: str, why: Why) -> None:
    answer = ask(town, question)
    assert isinstance(answer, NotFound)
    assert answer.reason.why is why


def test_the_same_of_another_place_is_no_answer(town: Library) -> None:
    answer = ask(town, "梅坞镇的稻田音乐会吸引了多少名村民？")
    assert isinstance(answer, NotFound)
    assert answer.reason.why is Why.OTHER_NAME
    assert answer.reason.names == ("梅坞镇", "青禾镇")


def test_a_no_names_what_the_reports_never_say(town: Library) -> None:
    answer = ask(town, "火星探测器什么时候发射？")
    assert isinstance(answer, NotFound)
    assert {"火星", "探测器"} <= {*answer.reason.absent_terms}


@pytest.mark.parametrize("shelf", ODD_SHELVES)
def test_odd_reports_and_questions_are_answered_honestly(opened: Opened, shelf: str) -> None:
    articles = ODD_SHELVES[shelf]
    library = opened(*articles)
    for question in ODD_QUESTIONS:
        for about in ODD_TOLD:
            answer = record(ask(library, question, about))
            assert 0 <= answer["confidence"] <= 1
            nearest = answer["reason"]["nearest"] if answer["reason"] else []
            for quote in [*answer["quotes"], *nearest]:
                text = library.article(quote["article"]["id"]).texts[quote["paragraph"] - 1]
                assert quote["text"] == text[quote["start"] : quote["stop"]]
                assert quote["text"].strip()
                assert len(quote["text"]) <= QUOTE_LENGTH
                assert all(0 <= a < b <= len(quote["text"]) for a, b in quote["highlights"])
        assert len(library.search(question, 2)) <= 2


def test_without_reports_there_is_no_answer(opened: Opened) -> None:
    library = opened()
    answer = ask(library, "渡口为什么停运？")
    assert isinstance(answer, NotFound)
    assert answer.reason.why is Why.EMPTY_CORPUS
    assert library.search("渡口") == ()


def test_one_paragraph_answers(opened: Opened) -> None:
    library = opened(*ODD_SHELVES["one paragraph"])
    answer = ask(library, "渡口为什么停运？")
    assert isinstance(answer, Found)
    assert answer.quotes[0].text == "渡口因为水位上涨停运。"
    assert isinstance(ask(library, "火星上有水吗？"), NotFound)


def test_of_equal_reports_the_first_is_quoted(opened: Opened) -> None:
    answer = ask(opened(*ODD_SHELVES["twice"]), "渡口为什么停运？")
    assert isinstance(answer, Found)
    assert str(answer.quotes[0].address) == "d0-1"


def test_a_searcher_gets_the_best_first_and_no_more_than_wanted(town: Library) -> None:
    passages = town.search("渡口 停运")
    assert passages[0].quote.article is FERRY
    scores = [passage.score for passage in passages]
    assert scores == sorted(scores, reverse=True)
    assert town.search("渡口 停运", 1) == passages[:1]
    assert town.search("渡口 停运", 0) == ()


def test_an_unknown_article_is_a_key_error(town: Library) -> None:
    assert town.article("b2") is FERRY
    with pytest.raises(KeyError):
        town.article("zz")


def test_ids_of_a_jsonl_file_may_be_odd(opened: Opened, tmp_path: Path) -> None:
    ids = ["a-1", "TRAIN_1_Q#0", 7, "é/..\\", "问 1"]
    rows = [{"id": key, "title": "渡口", "text": "渡口因为水位上涨停运。"} for key in ids]
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    corpus = read(path)
    assert corpus.problems == ()
    library = opened(*corpus.articles)
    assert [article.id for article in library.articles] == list(map(str, ids))
    assert isinstance(ask(library, "渡口为什么停运？"), Found)


def test_the_same_reports_give_the_same_answers(thesaurus: Thesaurus, town: Library) -> None:
    again = Library(Corpus(ARTICLES), thesaurus)
    assert again.version == town.version
    for question in ("渡口为什么停运？", "火星在哪里？", "青禾镇投资多少？"):
        assert ask(again, question) == ask(town, question)


def test_the_operating_point_lies_within_its_bounds(opened: Opened, town: Library) -> None:
    for library in (town, opened(FERRY)):
        retriever, builder = library._retriever, library._builder  # noqa: SLF001
        points = {operating_point(retriever, Judge(retriever), builder) for _ in range(2)}
        assert points == {library._judge.chance}  # noqa: SLF001
        assert 0.05 <= points.pop() <= 0.5


def test_a_name_of_the_reports_is_kept_whole() -> None:
    words = in_memory(Corpus(ARTICLES)).analyzer.words("青禾镇和柳湾村的周文远")
    assert {"青禾镇", "柳湾村", "周文远"} <= {*words}


@pytest.mark.parametrize("use", USES)
def test_nothing_of_a_library_outlives_it(use: Callable[[Library], object]) -> None:
    """Without the garbage collector, which comes late: a dictionary takes 20 MB a version."""
    opened = in_memory(Corpus(ARTICLES, (), {}))
    analyzer = weakref.ref(opened.analyzer)
    gc.disable()
    try:
        library = Library(opened)
        use(library)
        del library, opened
        assert analyzer() is None
    finally:
        gc.enable()
