"""Kinds of faults of places and citations: ranges, addresses, cut sentences, what is not stated."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.views import quotes, verification
from bot.views.translations import Translations
from retrieval.article import Article, Quote
from retrieval.citation.address import Reference
from retrieval.corpus import Corpus
from retrieval.library import Library
from tests.support.shelf import CLINIC, FERRY, KITE, SCHOOL, SHELF, TEA

WORDS = Translations().for_reader("zh-hans")


@pytest.fixture(scope="module")
def shelf() -> Library:
    return Library(Corpus(SHELF))


@pytest.mark.parametrize("between", ["", "\n", "\n\n"])
@pytest.mark.parametrize(
    ("article", "numbers", "words"),
    [
        (FERRY, (1, 2), ("每艘渡船", "站长宋怀远说")),
        (FERRY, (2, 3), ("“新船没有", "20时收班")),
        (FERRY, (1, 3), ("单程8分钟", "每天6时开航")),
        (TEA, (1, 2), ("农药用量", "每斤卖到260元")),
        (TEA, (2, 3), ("春茶每斤", "没有停过工")),
        (TEA, (1, 3), ("装上320盏", "客商。")),
        (KITE, (1, 2), ("坊主魏长庚", "1.4万只")),
        (KITE, (2, 3), ("其中三成", "三年的。”")),
        (CLINIC, (1, 2), ("首月看诊", "居民1900人")),
        (CLINIC, (2, 3), ("以前看病", "CT机")),
        (SCHOOL, (1, 2), ("每天记录", "学生丁小禾")),
        (SCHOOL, (2, 3), ("她已记满", "两台雨量计")),
    ],
)
def test_a_quotation_over_paragraphs_is_cited_by_all_of_them(
    shelf: Library, article: Article, numbers: tuple[int, int], words: tuple[str, str], between: str
) -> None:
    (first, last), (begins, ends) = numbers, words
    texts = [*article.texts[first - 1 : last]]
    texts[0] = texts[0][texts[0].index(begins) :]
    texts[-1] = texts[-1][: texts[-1].index(ends) + len(ends)]
    checked = verification.checked(WORDS, shelf.verify(between.join(texts)))
    assert f"第{first}—{last}段" in checked.text.text
    copied = [button.copies for row in checked.rows for button in row if button.copies]
    assert copied
    assert all(f"{article.id}-{first}-{last}" in one for one in copied)
    assert all(f"第{first}—{last}段" in one for one in copied)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("f-1-2", "f-1-2"),
        ("F－１－２", "f-1-2"),
        ("f-١-٢", "f-1-2"),
        ("f-१-२", "f-1-2"),
        ("f-໑-໒", "f-1-2"),
        ("f-᠑-᠒", "f-1-2"),
        ("f-1-𝟚", "f-1-2"),
        ("f-௩", "f-3"),
        ("f‐1–2", "f-1-2"),
        ("f—1—1—2", "f-1-1-2"),
        ("f-1第２段", "f-1-2"),
        ("f-1，第2至3段", "f-1-2-3"),
        ("f-1至2", "f-1-2"),
        ("f-5-1~3", "f-5-1-3"),
        ("f-1-99", None),
        ("f-1-0", None),
        ("f-9", None),
        ("f-一-二", None),
        ("f-Ⅱ", None),
        ("f-1²", None),
        ("f-½", None),
        ("f-", None),
    ],
)
def test_an_id_that_ends_in_a_number_is_read_rightly_or_not_at_all(
    shelf: Library, typed: str, address: str | None
) -> None:
    found = shelf.resolve(typed)
    assert (found and str(found)) == address


@pytest.mark.parametrize("number", ["1", "12", "007", "2024-05", "x-3", "4-4-4", "9--9"])
@pytest.mark.parametrize("paragraph", [1, 2])
def test_an_id_like_an_address_is_found_with_its_paragraphs(number: str, paragraph: int) -> None:
    shelf = (replace(FERRY, id=f"r-{number}"), replace(TEA, id="r"))
    found = Library(Corpus(shelf)).resolve(f"r-{number}-{paragraph}")
    assert found == Reference(shelf[0], paragraph, paragraph)


CUTS = [
    (FERRY, 1, "每艘渡船可载45人", False, True),
    (FERRY, 1, "可载45人，单程8分钟。", True, False),
    (FERRY, 2, "新船没有柴油味", True, True),
    (FERRY, 3, "渡船每天6时开航，20时收班，老人乘船不收费。", False, False),
    (TEA, 1, "今年装上320盏虫情灯", True, True),
    (TEA, 2, "比去年高出30元。", True, False),
    (TEA, 3, "停过工", True, True),
    (TEA, 3, "乡里的茶厂没有停过工", False, True),
    (KITE, 1, "临河镇老街的风筝坊开了61年。", False, False),
    (KITE, 1, "坊主魏长庚今年收了十二名徒弟", False, True),
    (KITE, 3, "“竹子要选三年的。”", False, False),
    (KITE, 3, "颜料仍用矿石磨成。", True, False),
    (CLINIC, 2, "以前看病要坐两小时渡船", True, True),
]


@pytest.mark.parametrize(("article", "number", "words", "before", "behind"), CUTS)
def test_what_begins_or_ends_within_a_sentence_says_so(
    article: Article, number: int, words: str, *, before: bool, behind: bool
) -> None:
    start = article.texts[number - 1].index(words)
    quote = Quote(article, number, start, start + len(words))
    whole = "……" * before + words + "……" * behind
    assert str(quote) == whole
    assert quotes.quotation(quote).text == whole


@pytest.mark.parametrize(
    ("source", "date", "issue"),
    [
        ("柳溪日报", "2025-03-11", "柳溪日报, 2025-03-11."),
        ("柳溪日报 第2版", "2025-03-11", "柳溪日报, 2025-03-11(2)."),
        ("群山晚报（B07版）", "2024-02-29", "群山晚报, 2024-02-29(B07)."),
        ("星罗晨报,第 3 版", "2023年5月1日", "星罗晨报, 2023年5月1日(3)."),
        ("云岭时报", "20231231", "云岭时报, 20231231."),
        ("海岛商报 A1版", "2020-01-01", "海岛商报, 2020-01-01(A1)."),
        ("石井周报·第11版", "2019-10-10", "石井周报, 2019-10-10(11)."),
        ("柳溪县报", "1999-09-09", "柳溪县报, 1999-09-09."),
        ("群山都市报：第8版", "2025-06-30", "群山都市报, 2025-06-30(8)."),
        ("青年报 12版", "2025-07-07", "青年报, 2025-07-07(12)."),
        ("", "2025-03-11", None),
        ("柳溪日报", "", None),
        ("柳溪日报", "上周", None),
        ("柳溪日报", "2025-02-30", None),
        ("柳溪日报", "2023-02-29", None),
        ("柳溪日报", "2025-04-31", None),
        ("柳溪日报", "2025-00-99", None),
        ("第2版", "2025-03-11", None),
        ("page.md", "2025-03-11", None),
        ("https://liuxi.example/1", "2025-03-11", None),
        ("\u3000", "2025-03-11", None),
        ("", "", None),
    ],
)
def test_the_standard_form_is_complete_or_not_offered(
    source: str, date: str, issue: str | None
) -> None:
    cited = Reference(replace(FERRY, source=source, date=date), 2, 2)
    forms = {button.label: button.copies for button in quotes.copies(WORDS, cited)}
    standard = forms.pop("📋 GB/T 7714", None)
    assert standard == (
        issue and f"陶若水, 秦小满. 白鹭渡换上电动渡船[N]. {issue[:-1]}. 第2段(f-1-2)."
    )
    (short,) = forms.values()
    assert "第2段（f-1-2）" in str(short)
