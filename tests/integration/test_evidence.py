"""Evidence over HTTP: packs that anybody can check, and buttons to the pages of quotes."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm

from bot.evidence.document import document
from bot.evidence.markdown import markdown
from bot.evidence.pack import EvidencePack, items
from bot.evidence.table import table
from bot.views.page_links import page_of
from bot.views.translations import LANGUAGES, Translations
from retrieval.article import Article, Quote
from retrieval.citation.address import Reference
from retrieval.library import Library
from tests.support.corpus import BRIDGE
from tests.support.running import free_port
from tests.support.serving import serving
from tests.support.strategies import NASTY
from tests.telegram import FakeTelegram, Message

QUESTION = "望月桥全长多少米?"
URL = "https://bao.example.org"
PLACE = f"t01-1--{Reference(BRIDGE, 1, 1).fingerprint}"


async def unfolded(telegram: FakeTelegram, answer: Message) -> Message:
    """The answer with all of its buttons: those that ⋯ brings, too."""
    if "⋯" not in [button.text for row in answer.keyboard for button in row]:
        return answer
    telegram.press("⋯", answer)
    return await telegram.edited(answer)


async def packed(telegram: FakeTelegram, answer: Message) -> dict[str, bytes]:
    """Press 📦 and return the files that come, by how their names end."""
    telegram.press("📦 证据包", await unfolded(telegram, answer))
    told, *files = await telegram.replies(count=4)
    assert told.text.startswith("证据包：")
    found = {file.document.name: file.document.content for file in files if file.document}
    assert len(found) == 3
    return {name.rpartition(".")[2]: content for name, content in found.items()}


def quoted(content: bytes) -> list[str]:
    """The quotations of a document, as it is when it is opened again."""
    opened: Document = docx.Document(io.BytesIO(content))
    return [p.text for p in opened.paragraphs if p.style and p.style.name == "Intense Quote"]


def rows(content: bytes) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]


async def test_an_answer_comes_with_its_evidence(telegram: FakeTelegram) -> None:
    telegram.say(QUESTION)
    files = await packed(telegram, await telegram.reply())
    [row] = rows(files["csv"])
    assert row["quote"] == BRIDGE.texts[0][int(row["start"]) : int(row["stop"])]
    assert "全长42米" in row["quote"]
    assert row["sha256"] == sha256(BRIDGE.texts[0].encode()).hexdigest()
    assert (row["question"], row["address"]) == (QUESTION, "t01-1")
    assert quoted(files["docx"]) == [row["quote"]]
    assert row["quote"] in files["md"].decode()


async def test_a_verdict_comes_with_its_evidence(telegram: FakeTelegram) -> None:
    telegram.say("/verify 修复工程共投入资金960万元")
    files = await packed(telegram, await telegram.reply())
    assert "有出入" in rows(files["csv"])[0]["verdict"]
    assert "860万元" in quoted(files["docx"])[0]


@pytest.mark.parametrize("in_group", [False, True])
async def test_a_verdict_on_a_message_comes_with_its_evidence(
    telegram: FakeTelegram, *, in_group: bool
) -> None:
    """The verdict stands under the claim, so that its buttons know the words of it."""
    group = telegram.group() if in_group else None
    author = telegram.user("转述的人") if in_group else None
    claim = telegram.say("修复工程共投入资金960万元", group, user=author)
    if not in_group:
        await telegram.reply()
    telegram.say("/verify", group, reply_to=claim)
    verdict = await telegram.reply(group)
    assert verdict.reply_to == claim.id
    telegram.press("📦 证据包", await unfolded(telegram, verdict))
    _, *files = await telegram.replies(group, count=4)
    [content] = [f.document.content for f in files if f.document and f.document.name[-3:] == "csv"]
    [row] = rows(content)
    assert row["question"] == claim.text
    assert "有出入" in row["verdict"]
    assert "860万元" in row["quote"]


async def test_where_the_claim_is_gone_the_evidence_is_for_what_is_shown(
    telegram: FakeTelegram,
) -> None:
    claim = telegram.say("听说修复工程共投入资金860万元。还有人说桥长42米。")
    await telegram.reply()
    telegram.say("/verify", reply_to=claim, quote="修复工程共投入资金860万元")
    verdict = await telegram.reply()
    [row] = rows((await packed(telegram, verdict))["csv"])
    assert row["verdict"] == (await unfolded(telegram, verdict)).text
    assert row["address"] == "t01-2"
    assert row["quote"] == BRIDGE.texts[1][int(row["start"]) : int(row["stop"])]
    assert "860万元" in row["quote"]


async def test_the_evidence_is_that_of_the_question_as_it_was_asked(
    telegram: FakeTelegram,
) -> None:
    telegram.say(QUESTION)
    await telegram.reply()
    telegram.say("那里新开茶馆几家?")
    answer = await telegram.reply()
    telegram.say("书车每月到访几次?")
    await telegram.reply()
    assert [row["address"] for row in rows((await packed(telegram, answer))["csv"])] == ["t01-3"]


async def test_what_quotes_nothing_has_no_evidence(telegram: FakeTelegram) -> None:
    telegram.say("/verify 月亮是绿奶酪做的,这一点人人都知道。")
    labels = [button.text for row in (await telegram.reply()).keyboard for button in row]
    assert "📦 证据包" not in labels


async def test_pages_open_inside_telegram_in_private_and_by_link_in_groups(
    library: Library, tmp_path: Path
) -> None:
    async with FakeTelegram() as telegram:
        file = tmp_path / "journal.sqlite3"
        async with serving(telegram, library, file, public_url=f"{URL}/", http_port=free_port()):
            telegram.say(QUESTION)
            button = (await unfolded(telegram, await telegram.reply())).button("🌐 网页")
            assert button.wire["web_app"]["url"].startswith(f"{URL}/m/{PLACE}?at=")
            telegram.say("/read t01-2")
            assert "web_app" in (await telegram.reply()).button("🌐 网页").wire
            group = telegram.group()
            telegram.command("ask", QUESTION, group)
            url = (await unfolded(telegram, await telegram.reply(group))).button("🌐 网页").url
            assert url
            assert url.startswith(f"{URL}/r/{PLACE}?at=")
            assert url.endswith("#cited")


NASTY_ARTICLE = Article(
    "x-1",
    "=题",
    ("=1+1", "```\n# 标题\n````", "\x00\x0b\x1f甲", *NASTY),
    byline="@甲",
    source="+报",
)


def nasty_pack() -> EvidencePack:
    quotes = [
        Quote(NASTY_ARTICLE, number, 0, len(text), ((0, 1),))
        for number, text in enumerate(NASTY_ARTICLE.texts, 1)
    ]
    return EvidencePack(
        "=问",
        "<b>&",
        items([*quotes, quotes[0]], lambda q: page_of(URL, q)),
        "v",
        datetime.now(UTC),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_holds_each_quote_to_the_letter_in_fonts_that_have_it(language: str) -> None:
    pack = nasty_pack()
    content = document(Translations()[language], pack)
    expected = [text for text in NASTY_ARTICLE.texts if "\x00" not in text]
    assert [text for text in quoted(content) if "\ufffd" not in text] == expected
    opened = docx.Document(io.BytesIO(content))
    fonts = opened.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) in {"SimSun", "PMingLiU"}
    spoken = opened.styles["Normal"].element.rPr.find(qn("w:lang"))
    assert spoken.get(qn("w:eastAsia")) == ("zh-TW" if language == "zh-Hant" else "zh-CN")
    size = opened.sections[0].page_width, opened.sections[0].page_height
    assert [round(one.cm, 1) for one in size if one] == [21.0, 29.7]
    assert len(opened.inline_shapes) == len(pack.items) == len(NASTY_ARTICLE.texts)


def test_no_page_parts_a_quote_from_what_proves_it() -> None:
    opened: Document = docx.Document(io.BytesIO(document(Translations()["en"], nasty_pack())))
    quotes = [p for p in opened.paragraphs if p.style and p.style.name == "Intense Quote"]
    assert all(p.style.paragraph_format.keep_with_next for p in quotes)  # type: ignore[union-attr]
    for one in opened.tables:
        assert sum(cell.width or 0 for cell in one.rows[0].cells) < Cm(16.01)
        assert len(one._tbl.findall(f".//{qn('w:cantSplit')}")) == len(one.rows)  # noqa: SLF001
        first = [row.cells[0].paragraphs[0].paragraph_format for row in one.rows]
        assert [form.keep_with_next for form in first] == [*(len(first) - 1) * [True], False]


def test_a_table_computes_nothing() -> None:
    lines = rows(table(nasty_pack()).encode())
    assert not [
        cell for line in lines for cell in line.values() if cell[:1] in {"=", "+", "-", "@"}
    ]
    assert lines[0]["quote"] == "'=1+1"


def test_markdown_is_fenced_by_more_than_any_text_has() -> None:
    text = markdown(Translations()["en"], nasty_pack())
    assert "`````text\n```\n# 标题\n````\n`````" in text
