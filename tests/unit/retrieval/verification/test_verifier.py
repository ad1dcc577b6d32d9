from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, assume, example, given, settings, strategies as st

from retrieval.analysis.analyzer import Analyzer
from retrieval.article import Article
from retrieval.index.memory import MemoryIndex
from retrieval.index.passage_store import PassageStore
from retrieval.library import Library
from retrieval.verification.candidates import LOOKED_INTO, Candidates
from retrieval.verification.difference import Kind
from retrieval.verification.locating import PLACES
from retrieval.verification.stretch import Body
from retrieval.verification.verdict import Outcome, Piece, Verdict
from retrieval.verification.verifier import LONGEST, Verifier

BRIDGE = Article(
    "b1",
    "新桥通车 两岸同庆",
    (
        "昨日上午,横跨清水河的新桥正式通车。大桥全长1.5公里,总投资3200万元,设双向四车道。",
        "“过去绕行要四十分钟,现在五分钟就到了。”住在北岸的村民李大山说,“孩子上学再也不用起早了。”",
        "据了解,大桥自2019年开工以来,先后攻克了深水基础、大跨度吊装等难题……工程质量优良。",
    ),
    byline="赵一",
)
LIBRARY = Article(
    "b2",
    "图书馆开馆",
    (
        "县图书馆新馆昨日上午开馆,馆藏图书五万册,设有阅览座位600个。",
        "读者只需凭身份证即可办理借阅手续。",
    ),
)


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer()


@pytest.fixture(scope="module")
def verifier(analyzer: Analyzer) -> Verifier:
    return shelved(analyzer, BRIDGE, LIBRARY)


def shelved(analyzer: Analyzer, *articles: Article) -> Verifier:
    shelf = PassageStore(articles)
    return Verifier(shelf, MemoryIndex(map(analyzer.index_terms, shelf)), analyzer)


class Told(NamedTuple):
    """A difference in words."""

    kind: Kind
    claimed: str
    source: str


def told(piece: Piece) -> list[Told]:
    text = piece.places[0].text
    return [
        Told(d.kind, piece.text[slice(*d.claimed)], text[slice(*d.source)])
        for d in piece.differences
    ]


def mended(piece: Piece) -> str:
    """The claim with every difference put right."""
    text = piece.text
    for d in reversed(piece.differences):
        text = text[: d.claimed[0]] + piece.places[0].text[slice(*d.source)] + text[d.claimed[1] :]
    return text


def only(verdict: Verdict) -> Piece:
    (piece,) = verdict.pieces
    return piece


def addresses(piece: Piece) -> list[str]:
    return [str(quote.address) for place in piece.places for quote in place.quotes]


# What a person sends.


def test_a_true_quote(verifier: Verifier) -> None:
    verdict = verifier.verify("馆藏图书五万册,设有阅览座位600个。")
    piece = only(verdict)
    assert verdict.outcome is Outcome.EXACT
    assert (piece.count, piece.more, piece.differences) == (1, False, ())
    (quote,) = piece.places[0].quotes
    assert (quote.article, quote.number, quote.text) == (LIBRARY, 1, piece.text)


def test_three_wrong_characters(verifier: Verifier) -> None:
    verdict = verifier.verify("大桥全长2.5公里,总投资2300万元,设双向四车道。")
    assert verdict.outcome is Outcome.DIFFERING
    assert told(only(verdict)) == [
        (Kind.WORDING, "2.5公里", "1.5公里"),
        (Kind.WORDING, "2300万元", "3200万元"),
    ]
    assert not only(verdict).worded_alike


def test_looks_are_told_apart_from_wording(verifier: Verifier) -> None:
    piece = only(verifier.verify("「過去繞行要四十分鐘，现在 五分钟就到了。」"))
    assert piece.outcome is Outcome.DIFFERING
    assert piece.worded_alike
    assert told(piece) == [
        (Kind.SCRIPT, "過", "过"),
        (Kind.SCRIPT, "繞", "绕"),
        (Kind.SCRIPT, "鐘", "钟"),
        (Kind.FORM, "，", ","),
        (Kind.SPACE, " ", ""),
    ]


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ("大桥全长15公里", Kind.WORDING),
        ("大桥全长1，5公里", Kind.WORDING),
        ("横跨清水河的新桥、正式通车", Kind.PUNCTUATION),
        ("大桥全长１.5公里", Kind.FORM),
    ],
)
def test_a_point_within_a_number_is_wording(verifier: Verifier, claim: str, kind: Kind) -> None:
    (difference,) = only(verifier.verify(claim)).differences
    assert difference.kind is kind


def test_words_left_out_and_words_added(verifier: Verifier) -> None:
    piece = only(verifier.verify("大桥自2019年开工以来,攻克了深水基础、大跨度吊装等世界级难题"))
    assert told(piece) == [(Kind.WORDING, "", "先后"), (Kind.WORDING, "世界级", "")]


def test_a_sentence_left_out_without_a_word(verifier: Verifier) -> None:
    piece = only(
        verifier.verify("昨日上午,横跨清水河的新桥正式通车。总投资3200万元,设双向四车道。")
    )
    assert told(piece) == [(Kind.WORDING, "", "大桥全长1.5公里,")]


def test_nothing_like_it(verifier: Verifier) -> None:
    verdict = verifier.verify("今天天气很好,我们去划船。")
    assert verdict.outcome is Outcome.NOT_FOUND
    assert only(verdict).places == ()


@pytest.mark.parametrize("claim", ["", "  \n", "……", "“”。，", "\u200b"])
def test_nothing_to_check(verifier: Verifier, claim: str) -> None:
    assert verifier.verify(claim) == Verdict(())
    assert verifier.verify(claim).outcome is Outcome.EMPTY


def test_paragraphs_of_one_article(verifier: Verifier) -> None:
    for gap in ("\n", "\n\n", "\r\n\r\n", "\n　　"):
        verdict = verifier.verify(BRIDGE.texts[0][20:] + gap + BRIDGE.texts[1][:30])
        assert verdict.outcome is Outcome.EXACT
        assert addresses(only(verdict)) == ["b1-1", "b1-2"]


def test_paragraphs_pasted_together(verifier: Verifier) -> None:
    piece = only(verifier.verify(BRIDGE.texts[0][20:] + BRIDGE.texts[1][:30]))
    assert told(piece) == [(Kind.SPACE, "", "\n")]
    assert addresses(piece) == ["b1-1", "b1-2"]


def test_lines_broken_as_a_page_breaks_them(verifier: Verifier) -> None:
    text = BRIDGE.texts[1]
    piece = only(verifier.verify("\n".join(text[at : at + 11] for at in range(0, len(text), 11))))
    assert piece.worded_alike
    assert {difference.kind for difference in piece.differences} == {Kind.SPACE}


@pytest.mark.parametrize(
    "claim",
    [
        "“馆藏图书五万册”",
        "「馆藏图书五万册」",
        "> 馆藏图书五万册",
        "│ 馆藏图书五万册\n——《图书馆开馆》 · 第1段",
        "馆藏图书五万册\n——《图书馆开馆》（b2-1）",
        "馆藏图书五万册（《图书馆开馆》）",
        "馆藏图书五万册\n图书馆开馆[N]. 第1段(b2-1).",
        "馆藏图书五万册\n来源：县报",
        "馆藏图书五万册\nb2-1",
    ],
)
def test_what_stands_around_a_quote_is_no_part_of_it(verifier: Verifier, claim: str) -> None:
    verdict = verifier.verify(claim)
    assert verdict.outcome is Outcome.EXACT
    assert only(verdict).text == "馆藏图书五万册"


def test_marks_that_the_source_has_are_part_of_the_quote(verifier: Verifier) -> None:
    for claim in ("“过去绕行要四十分钟,现在五分钟就到了。”", "大跨度吊装等难题……工程质量优良"):
        verdict = verifier.verify(claim)
        assert verdict.outcome is Outcome.EXACT
        assert only(verdict).places[0].text == claim


def test_an_ellipsis_of_the_source_leaves_nothing_out(verifier: Verifier) -> None:
    piece = only(verifier.verify("先后攻克了深水基础、大跨度吊装等问题……工程质量优良"))
    assert told(piece) == [(Kind.WORDING, "问", "难")]


@pytest.mark.parametrize("gap", ["……", "...", "[…]", "（略）", "……\n"])
def test_pieces_that_an_ellipsis_leaves_are_judged_each(verifier: Verifier, gap: str) -> None:
    verdict = verifier.verify(f"昨日上午,横跨清水河的新桥正式通车{gap}设双向六车道")
    assert [piece.outcome for piece in verdict.pieces] == [Outcome.EXACT, Outcome.DIFFERING]
    assert verdict.outcome is Outcome.DIFFERING
    assert told(verdict.pieces[1]) == [(Kind.WORDING, "六车", "四车")]


def test_lines_of_two_articles_are_judged_each(verifier: Verifier) -> None:
    verdict = verifier.verify(f"{BRIDGE.texts[2]}\n{LIBRARY.texts[1]}")
    assert verdict.outcome is Outcome.EXACT
    assert [addresses(piece) for piece in verdict.pieces] == [["b1-3"], ["b2-2"]]


def test_sentences_joined_that_the_reports_do_not_join(verifier: Verifier) -> None:
    invented = "湖水清澈见底,游人如织,一片欢声笑语。" * 3
    verdict = verifier.verify(invented + LIBRARY.texts[1] + invented)
    assert verdict.outcome is Outcome.DIFFERING
    assert [piece.outcome for piece in verdict.pieces] == [
        Outcome.NOT_FOUND,
        Outcome.EXACT,
        Outcome.NOT_FOUND,
    ]
    assert verdict.pieces[1].joined
    assert "".join(piece.text for piece in verdict.pieces) == invented + LIBRARY.texts[1] + invented


def test_a_title(verifier: Verifier) -> None:
    verdict = verifier.verify("《新桥通车 两岸同庆》")
    assert verdict.outcome is Outcome.EXACT
    assert only(verdict).titles == (BRIDGE,)
    assert only(verdict).places == ()


def test_a_short_claim_in_many_places(analyzer: Analyzer) -> None:
    verifier = shelved(analyzer, Article("c", "题", ("经济发展。发展经济。",) * 40))
    piece = only(verifier.verify("发展"))
    assert (piece.outcome, piece.count, piece.more) == (Outcome.EXACT, 80, False)
    assert len(piece.places) == PLACES
    assert len({(p.quotes[0].number, p.quotes[0].start) for p in piece.places}) == PLACES


def test_more_places_than_are_counted(analyzer: Analyzer) -> None:
    verifier = shelved(analyzer, Article("c", "题", ("经济发展。",) * (LOOKED_INTO + 1)))
    piece = only(verifier.verify("发展"))
    assert (piece.count, piece.more) == (LOOKED_INTO, True)


@pytest.mark.parametrize("claim", ["大桥", "600", "李大山", "3200万", "2019", "图书五万册"])
def test_the_shortest_claims(verifier: Verifier, claim: str) -> None:
    piece = only(verifier.verify(claim))
    assert piece.outcome is Outcome.EXACT
    assert piece.places[0].text.strip("“”") == claim.strip("“”")


@pytest.mark.parametrize("claim", ["李大三", "飞船"])
def test_nothing_is_near_to_a_few_characters(verifier: Verifier, claim: str) -> None:
    assert verifier.verify(claim).outcome is Outcome.NOT_FOUND


def test_a_claim_longer_than_is_read(verifier: Verifier) -> None:
    verdict = verifier.verify(LIBRARY.texts[1] + " " * LONGEST + "后面")
    assert verdict.unread == len(LIBRARY.texts[1]) + 2
    assert verdict.pieces[0].outcome is Outcome.EXACT
    assert verdict.outcome is Outcome.DIFFERING


def test_an_empty_shelf(analyzer: Analyzer) -> None:
    assert shelved(analyzer).verify("大桥通车").outcome is Outcome.NOT_FOUND
    assert shelved(analyzer).verify("12").outcome is Outcome.NOT_FOUND


@pytest.mark.slow
def test_a_claim_of_many_parts_takes_few_look_ups(
    verifier: Verifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up: list[str] = []
    nearest = Candidates.nearest

    def counted(candidates: Candidates, claim: str) -> Iterator[Body]:
        looked_up.append(claim)
        return nearest(candidates, claim)

    monkeypatch.setattr(Candidates, "nearest", counted)
    for parting in ("\n", "……", "。", "……\n", "。\n", "……。\n"):
        looked_up.clear()
        verdict = verifier.verify(parting.join(["湖水清澈见底", "设双向六车道"] * 300))
        assert verdict.outcome is not Outcome.EXACT
        assert len(looked_up) < 100


# Laws.

CHARACTERS = "大桥通车昨日上午馆藏图书五万册的了,。“”《》、12 3.Ab\u3000國書𠀀🀄é"
MARKS = "，。“”《》、"
HAN = "大桥通车昨日上午馆藏图书五万册"
paragraphs = st.text(CHARACTERS, min_size=6, max_size=60).filter(lambda text: bool(text.strip()))
wordy = st.text(CHARACTERS + HAN * 4, min_size=20, max_size=80)
law = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def cuts(text: str, at: int) -> bool:
    """Whether a boundary may lie within a number, a word in letters, or a name."""
    return (
        bool(text[:at][-1:].strip())
        and bool(text[at : at + 1].strip())
        and not (text[at - 1] in MARKS or text[at] in MARKS)
    )


@st.composite
def slices(
    draw: st.DrawFn, texts_of: st.SearchStrategy[str] = paragraphs, least: int = 2
) -> tuple[Article, int, int, int]:
    """An article, a paragraph of it from 0, and a place in that."""
    texts = tuple(draw(st.lists(texts_of, min_size=1, max_size=4)))
    number = draw(st.integers(0, len(texts) - 1))
    start = draw(st.integers(0, len(texts[number]) - least))
    stop = draw(st.integers(start + least, len(texts[number])))
    return Article("a", "题目", texts), number, start, stop


@pytest.mark.slow
@law
@given(slices())
def test_a_slice_of_a_paragraph_is_exact(
    analyzer: Analyzer, taken: tuple[Article, int, int, int]
) -> None:
    article, number, start, stop = taken
    text = article.texts[number]
    claim = text[start:stop].strip()
    assume(sum(character.isalnum() for character in claim) > 1)
    assume(not cuts(text, start) and not cuts(text, stop))
    verdict = shelved(analyzer, article).verify(claim)
    assert verdict.outcome in {Outcome.EXACT, Outcome.TOO_SHORT}
    assert all(place.text == claim for piece in verdict.pieces for place in piece.places)


@law
@given(slices(wordy, 14), st.data(), st.sampled_from("龘9Ω"))
@example((Article("a", "题目", ("大桥大桥大桥大桥大桥",)), 0, 0, 10), None, "龘")
def test_a_changed_character_is_told_at_its_place(
    analyzer: Analyzer,
    taken: tuple[Article, int, int, int],
    data: st.DataObject | None,
    wrong: str,
) -> None:
    article, number, start, stop = taken
    claim = article.texts[number][start:stop].strip()
    assume(sum(character.isalnum() for character in claim) > 7)
    words = [at for at, character in enumerate(claim) if character.isalnum()]
    at = data.draw(st.sampled_from(words)) if data else len(claim) // 2
    verdict = shelved(analyzer, article).verify(claim[:at] + wrong + claim[at + 1 :])
    assert verdict.outcome is not Outcome.EXACT
    (piece,) = (piece for piece in verdict.pieces if wrong in piece.text)
    place = piece.text.index(wrong)
    kinds = {d.kind for d in piece.differences if d.claimed[0] <= place < d.claimed[1]}
    assert kinds == {Kind.WORDING} or piece.outcome is Outcome.NOT_FOUND


@pytest.fixture(scope="module")
def page() -> Library:
    return Library.open(Path(__file__).parents[4] / "corpus" / "articles")


@law
@given(st.data())
def test_a_wrong_character_in_a_true_report_is_all_that_is_told(
    page: Library, data: st.DataObject
) -> None:
    article = data.draw(st.sampled_from(page.articles))
    text = data.draw(st.sampled_from([text for text in article.texts if len(text) > 20]))
    ends = [at for at in range(1, len(text) + 1) if at == len(text) or text[at] in ",。;"]
    start = data.draw(st.sampled_from([0, *(at + 1 for at in ends[:-1])]))
    stops = [at for at in ends if start + 12 <= at <= start + 300]
    assume(stops)
    claim = text[start : data.draw(st.sampled_from(stops))].strip()
    places = [at for at, character in enumerate(claim) if character.isalpha()]
    assume(places)
    at = data.draw(st.sampled_from(places))
    # Where the reports say as much of something else too (积极开展, 组织开展), either may be meant.
    alike = re.compile(f"{re.escape(claim[:at])}.{re.escape(claim[at + 1 :])}")
    meant = {found for one in page.articles for text in one.texts for found in alike.findall(text)}
    assume(meant == {claim})
    piece = only(page.verify(claim[:at] + "龘" + claim[at + 1 :]))
    assert piece.outcome is Outcome.DIFFERING
    ((kind, claimed, source),) = told(piece)
    assert kind is Kind.WORDING
    assert claimed.replace("龘", claim[at]) == source
    assert piece.places[0].text.strip("“”") == claim.strip("“”")


@law
@given(slices(), st.text(CHARACTERS, max_size=8), st.data())
def test_differences_applied_to_the_claim_make_the_source(
    analyzer: Analyzer, taken: tuple[Article, int, int, int], other: str, data: st.DataObject
) -> None:
    article, number, start, stop = taken
    claim = article.texts[number][start:stop]
    cut = sorted(data.draw(st.tuples(*[st.integers(0, len(claim))] * 2)))
    verdict = shelved(analyzer, article).verify(claim[: cut[0]] + other + claim[cut[1] :])
    for piece in verdict.pieces:
        if piece.places:
            place = piece.places[0]
            assert mended(piece) == place.text
            assert [d for d in piece.differences if d.claimed == d.source == (0, 0)] == []
            for quote in place.quotes:
                assert article.texts[quote.number - 1][quote.start : quote.stop] == quote.text


@law
@given(st.text(max_size=300))
def test_whatever_is_typed_gets_a_verdict(verifier: Verifier, text: str) -> None:
    verdict = verifier.verify(text)
    assert (verdict.outcome is Outcome.EMPTY) == (not verdict.pieces)


def test_a_title_before_words_that_stand_nowhere_is_no_error(analyzer: Analyzer) -> None:
    article = Article("a", "题目", ("  《1111》的,1111111111",))
    verdict = shelved(analyzer, article).verify("《1111》的,龘111111")
    assert verdict.outcome is Outcome.DIFFERING
