"""Sentences about the reports: each is a claim's, and none is made of loose strings."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot
from bot.views import claims
from bot.views.translations import SIMPLIFIED, Translations, read
from retrieval.article import Article
from retrieval.claims.criterion import ALL, Criterion, Mark
from retrieval.claims.holdings import Holdings
from retrieval.claims.statements import (
    Absent,
    HasParagraphs,
    OtherName,
    Selected,
    Statement,
    Titled,
    Unmarked,
    Written,
)
from retrieval.dates import Period

WORDS = Translations()[SIMPLIFIED]
MODULES = sorted(Path(bot.__file__).parent.rglob("*.py"))
CLAIMS = Path(claims.__file__)
BRIDGE = Article("t01", "古桥", ("桥。",), byline="陆云帆")

_OF_REPORTS = re.compile("报道|段落|存档|作者|标题|署名|出现|来源|日期")
_OF_NUMBERS = re.compile(r"\{(?:count|counts|total|reports|paragraphs|first|last)\}")
_NUMBER = re.compile(r"\{(?:count|counts|total|reports|paragraphs|first|last)\}")
_FOUND = re.compile("我.*找到")
_FIRST_PERSON = re.compile("我(?!保留)|没有?找到|找到了")
_HOW_TO = re.compile("请|/[a-z]+|[？?]$")

NO_CLAIMS = {
    "headline": "a quote's own heading, proved with it",
    "citation": "the same",
    "numbered": "the same",
    "inline_title": "the same",
    "place": "the same",
    "further": "the same",
    "catalogue_line": "the same",
    "catalogue_source": "heads the reports with this source in the list",
    "catalogue_no_source": "heads those without one",
    "related": "a label of quotes that do not answer",
    "nearest": "the same",
    "corpus_problems": "tells admins of files, not of what reports say",
    "search_found": "heads quotes that are proved to hold all the words",
    "search_fitting": "the same",
    "search_part": "a label of quotes",
    "search_headed": "a label of the reports named below it",
    "more_found": "a label of quotes",
    "search_places": "counts the hits that are shown",
    "search_authors": "the same",
    "more_reports": "counts the rest of a list whose number is a claim",
    "changed": "found by the fingerprint of the words",
    "gone": "a button's report is looked up",
    "empty_corpus": "said when there is not one report",
    "out_of_time": "tells of the search, and of nothing in the reports",
    "unproven": "what is proved is not sent, and this says so",
    "proof_alarm": "to the operator",
    "alert": "heads quotes that are proved to hold the words",
    "digest": "heads quotes of the reports it counts",
    "digest_at": "tells when something is sent",
    "corrected_heading": "heads claims that a report no longer says what was shown",
    "correction_title": "set together from two kept versions, proved by their digests",
    "correction_byline": "the same",
    "correction_date": "the same",
    "picture_differing": "heads a comparison with a quote",
    "upload_found": "tells an admin of a file, not of the reports",
    "upload_unreadable": "the same",
    "upload_no_folder": "the same",
    "upload_no_directory": "the same",
    "upload_edit": "a button",
    "upload_show": "the same",
}
"""Sentences about reports that are no claims, each with the reason."""
GIVEN = {
    *("absent_terms", "also_absent", "start", "terminal_greeting", "catalogue", "catalogue_page"),
    *("paragraph_footer", "piece_footer", "range_footer"),
}
"""Sentences that other modules give to claims by their keys."""
OTHER_NUMBERS = {
    "correction_more": "what is left of the two versions that are compared",
    "search_first_words": "counts the words that are looked for",
    "corrected_more": "what is left of the corrections that are told",
    "alert_more": "what is left of the passages that are told",
    "digest_more": "what is left of the reports that are told",
    "forgotten": "rows that were deleted",
    "pack_here": "the quotes that come with it",
    "unanswered_line": "questions",
    "unanswered": "the same",
    "too_fast": "seconds",
    "watch_too_long": "characters",
    "watch_too_many": "watches",
    "watches": "the same",
    "watch_too_wide": "said beside two claims of both its numbers",
}
NUMBERS_APART = ("difference_", "picture_", "upload_", "stats", "verify_pieces", "verify_unread")
"""Keys of numbers that tell of a quotation, of a picture or a file that was sent, or of the bot."""
APART = (
    *("verify_", "difference_", "menu_", "outcome_", "help", "privacy", "stats", "why", "start"),
    *("description", "short_description", "page_"),
)
"""Keys of what is proved elsewhere (`retrieval.claims.verdicts`), or tells of the bot itself; those
of pages are the names of their fields, and why there is none."""


def keys_said_in(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_a_sentence_about_the_reports_is_said_by_claims_alone() -> None:
    """Whoever adds one elsewhere has to make it a claim, or to say here why it is none."""
    sentences = read(SIMPLIFIED).sentences
    about = {
        key
        for key, sentence in sentences.items()
        if _OF_REPORTS.search(sentence)
        and not _FIRST_PERSON.search(sentence)
        and not _HOW_TO.search(sentence)
        and not key.startswith(APART)
    }
    by_claims = set(keys_said_in(CLAIMS))
    loose = about - by_claims - GIVEN - NO_CLAIMS.keys()
    assert not loose


def test_a_number_is_told_of_the_reports_by_claims_alone() -> None:
    """Whoever tells another number has to make it a claim, or to say here what it counts."""
    sentences = read(SIMPLIFIED).sentences
    numbers = {
        key
        for key, sentence in sentences.items()
        if _NUMBER.search(sentence)
        and not _FOUND.search(sentence)
        and not key.startswith(NUMBERS_APART)
    }
    by_claims = set(keys_said_in(CLAIMS))
    assert not numbers - by_claims - GIVEN - NO_CLAIMS.keys() - OTHER_NUMBERS.keys()
    assert OTHER_NUMBERS.keys() <= sentences.keys()


@pytest.mark.slow
def test_what_is_given_to_claims_is_said_by_no_other_way() -> None:
    """The keys stand in a module that calls one of the functions which take a claim."""
    takers = re.compile(r"\b(?:absent|counted|of_paragraphs)\(")
    for key in GIVEN:
        texts = [one.read_text(encoding="utf-8") for one in MODULES if key in {*keys_said_in(one)}]
        assert any(takers.search(text) for text in texts)
        assert not any(f'words("{key}"' in text or f'plain("{key}"' in text for text in texts)


def test_no_other_module_says_the_sentences_of_claims() -> None:
    sentences = read(SIMPLIFIED).sentences.keys()
    ours = set(keys_said_in(CLAIMS)) & sentences - {"between_names"}
    elsewhere = {
        f"{module.name}: {key}"
        for module in MODULES
        if module != CLAIMS
        for key in set(keys_said_in(module)) & ours
    }
    assert elsewhere <= {"explanation.py: count"}


def test_what_is_listed_as_no_claim_is_a_sentence() -> None:
    assert NO_CLAIMS.keys() <= read(SIMPLIFIED).sentences.keys()


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        (Written(BRIDGE), "作者：陆云帆"),
        (Written(Article("t", "题", ("文",))), "这篇报道没有署名。"),
        (Titled(BRIDGE), "标题：《古桥》"),
        (OtherName("甲镇", "乙镇", BRIDGE), "您问的是“甲镇”，报道写的是“乙镇”，所以不能当作答案。"),
        (Selected(Criterion(), (), 3), "一共有 3 篇报道："),
        (Selected(Criterion(), (), 3, at_least=True), "至少有 3 篇报道（没有全部看完）："),
        (Selected(Criterion(("桥",)), (), 2), "提到“桥”的报道有 2 篇："),
        (
            Selected(Criterion(("桥", "茶"), either=True), (), 2),
            "提到“桥”、“茶”之一的报道有 2 篇：",
        ),
        (
            Selected(Criterion(("桥",), lacking=("茶",)), (), 1),
            "提到“桥”、没有提到“茶”的报道有 1 篇：",
        ),
        (Selected(Criterion(period=Period(2025, 5)), (), 1), "日期为 2025年5月 的报道有 1 篇："),
        (Selected(Criterion(since=(2025, 5, 3)), (), 1), "日期最新（2025-5-3）的报道有 1 篇："),
        (Selected(Criterion(author="陆云帆"), (), 1), "署名“陆云帆”的报道有 1 篇："),
        (Selected(Criterion(("桥",)), (), 0), "没有符合条件的报道。"),
        (Unmarked(Mark.DATE), "报道没有注明日期。"),
        (Unmarked(Mark.NEWSPAPER), "报道没有注明来源，不知出自哪家报纸。"),
        (Unmarked(Mark.AUTHOR), "报道都没有署名。"),
    ],
)
def test_each_claim_has_its_sentence(claim: Statement, sentence: str) -> None:
    assert claims.said(WORDS, claim).text == sentence


def test_absent_words_are_said_together() -> None:
    told = claims.absent(WORDS, [Absent("甲"), Titled(BRIDGE), Absent("乙")], "also_absent")
    assert told.text == "报道里没有出现过：“甲”、“乙”"


def test_a_paragraph_that_is_not_there_is_told_by_the_number_of_those_that_are() -> None:
    told = claims.no_such_paragraph(WORDS, HasParagraphs(BRIDGE, 1), 9)
    assert told.text == "《古桥》只有 1 段，没有第 9 段。"


def test_what_there_is_is_told_by_one_claim() -> None:
    held = Holdings(3, 12, (("青石日报", 2), ("page.txt", 1)), "2025-05", "2025-06-01")
    assert [line.text for line in claims.held(WORDS, held)] == [
        "这里有 3 篇报道，共 12 段。",
        "日期从 2025-05 到 2025-06-01。",
    ]
    assert [line.text for line in claims.sources(WORDS, held)] == ["来源：青石日报（2 篇）"]
    assert claims.counted(WORDS, Selected(ALL, (), 3), "catalogue").text == "报道目录（共 3 篇）"
