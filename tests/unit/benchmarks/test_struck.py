from __future__ import annotations

from benchmarks.peers import OURS
from benchmarks.public import PublicQuestion, PublicSet, measure_struck
from benchmarks.struck import struck_out
from retrieval.article import Article
from retrieval.corpus import Corpus

BUILT = "码头由石匠尚明哲主持修建，用了九年时间。"
AROUND = ("码头在河湾的北岸，有三个泊位。", "修好以后，码头每天停靠四十条货船。")
TEXTS = (
    BUILT.join(AROUND),
    "灯会三月开幕。灯会上有皮影。",
    "渡口停运了，因为水位太低，船过不去。来年三月，渡口重开，船又过得去了，一天有三班。",
)
CORPUS = Corpus(tuple(Article(f"p{n}", f"题{n}", (text,)) for n, text in enumerate(TEXTS)))


def question(text: str, answer: str, *gold: str) -> PublicQuestion:
    return PublicQuestion(text, text, (answer,), frozenset(gold))


def test_the_sentence_that_answers_is_struck_out_and_the_rest_stays() -> None:
    who = question("谁主持修建码头？", "尚明哲", "p0")
    corpus, unanswered = struck_out(CORPUS, [who])
    assert unanswered == (who,)
    assert corpus.articles[0].texts == ("".join(AROUND),)
    assert corpus.articles[1:] == CORPUS.articles[1:]


def test_what_is_told_twice_or_leaves_too_little_is_not_struck_out() -> None:
    twice = question("什么停运了？", "船", "p2")
    short = question("灯会几月开幕？", "三月", "p1")
    several = question("谁主持修建码头？", "尚明哲", "p0", "p1")
    corpus, unanswered = struck_out(CORPUS, [twice, short, several])
    assert not unanswered
    assert corpus.articles == CORPUS.articles


def test_one_sentence_of_a_paragraph_is_struck_out_and_always_the_same() -> None:
    asked = [question("谁主持修建码头？", "尚明哲", "p0"), question("有几个泊位？", "三个", "p0")]
    corpus, unanswered = struck_out(CORPUS, asked)
    assert len(unanswered) == 1
    assert struck_out(CORPUS, asked) == (corpus, unanswered)


def test_the_share_that_is_refused() -> None:
    asked = PublicSet("three", CORPUS, (question("石匠尚明哲是哪国人？", "石匠", "p0"),))
    (figure,) = measure_struck(OURS, asked).figures
    assert (figure.measure, figure.style, figure.count) == ("refused", "struck out", 1)
    assert figure.value == 1.0
