"""Pictures of text: the words recognised, folded, then a verdict each; never word for word."""

from __future__ import annotations

from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest

from bot.services import pictures
from retrieval.importing.document import UnreadableError
from retrieval.importing.formats.printed_line import PrintedLine
from retrieval.importing.recognition.picture import RecognitionMissingError
from retrieval.importing.recognition.recognised_text import RecognisedLine, RecognisedText
from tests.support.corpus import BRIDGE
from tests.support.scene import Scene, scene
from tests.telegram import Message

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
TRUE, OTHER = "这座桥始建于1786年，全长42米。", "老街的游人比去年同期增加三成，沿街新开茶馆15家。"
UNKNOWN = "南极的企鹅今天学会了开汽车。"


@pytest.fixture
async def live(tmp_path: Path) -> AsyncIterator[Scene]:
    async with scene(tmp_path) as live:
        yield live


def line(text: str, row: int, doubt: str = "") -> RecognisedLine:
    top = 40.0 * row
    printed = PrintedLine(text, 10, 10 + 20.0 * len(text), top, top + 20, 20, 1, 400)
    return RecognisedLine(printed, doubt)


def recognising(monkeypatch: pytest.MonkeyPatch, outcome: RecognisedText | Exception) -> None:
    """Have an engine stand in that reads this, whatever the picture."""

    def recognise(picture: bytes) -> RecognisedText:
        assert picture == b"a picture"
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr(pictures, "recognise", recognise)


async def sent(live: Scene, content: bytes = b"a picture", text: str = "") -> Message:
    picture = live.telegram.file("photo.jpg", content, "image/jpeg")
    asked = live.telegram.say(text, picture=picture)
    return await live.telegram.reply(asked.chat, timeout=120)


READ = RecognisedText(
    (line(TRUE, 0), line(OTHER, 2, "hardly legible"), line(UNKNOWN, 4)), unread=(300,)
)


@pytest.mark.parametrize("text", ["", "/verify"])
async def test_each_sentence_is_judged_and_nothing_is_word_for_word(
    live: Scene, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    recognising(monkeypatch, READ)
    told = await sent(live, text=text)
    [folded] = told.spans("expandable_blockquote")
    assert all(sentence in folded for sentence in (TRUE, OTHER, UNKNOWN))
    assert f"≈ 识别文字与报道一致（请再对照原图）：{TRUE}" in told.text
    assert told.spans("strikethrough") == ("15家",)
    assert told.spans("underline") == ("12家",)
    assert f"❌ 未找到：{UNKNOWN}" in told.text
    assert "有 1 行识别得没有把握" in told.text
    assert "还有 1 行没有读出来" in told.text
    assert "✅" not in told.text
    assert "逐字" not in told.text
    assert told.labels == (("📖 1", "📖 2"),)
    assert live.telegram.refusals() == []


async def test_verify_in_reply_to_a_picture_reads_it(
    live: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    recognising(monkeypatch, READ)
    group = live.telegram.group("读报群")
    picture = live.telegram.file("photo.jpg", b"a picture", "image/jpeg")
    message = live.telegram.say("看看", group, picture=picture, deliver=False)
    asked = live.telegram.say("/verify", group, reply_to=message)
    assert "识别文字" in (await live.answer(asked)).text


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (RecognitionMissingError("rapidocr is not installed"), "没有装文字识别"),
        (UnreadableError("a picture of more than 40,000,000 pixels"), "读不了"),
        (RecognisedText(()), "没有在图里认出文字"),
        (RecognisedText((line("太短", 0),)), "没有长到可以核对的句子"),
    ],
)
async def test_what_cannot_be_read_is_said(
    live: Scene, monkeypatch: pytest.MonkeyPatch, outcome: RecognisedText | Exception, said: str
) -> None:
    recognising(monkeypatch, outcome)
    assert said in (await sent(live)).text


async def test_a_flood_of_pictures_is_told_to_wait(
    live: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    recognising(monkeypatch, READ)
    live.app.dispatcher.pictures._waiting = 4  # noqa: SLF001 -- as if four were being read
    assert "过一分钟再发" in (await sent(live)).text


async def test_words_of_an_old_version_are_told_as_such(
    live: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    live.edit("42米", "143米")
    await live.reload()
    recognising(monkeypatch, READ)
    assert f"已更正：{TRUE}" in (await sent(live)).text


@pytest.mark.slow
@pytest.mark.skipif(not FONT.exists(), reason="no font with Chinese characters")
async def test_a_drawn_screenshot_is_read(live: Scene) -> None:
    pytest.importorskip("rapidocr")
    told = await sent(live, drawn((BRIDGE.texts[2], UNKNOWN)))
    assert "≈ 识别文字与报道一致" in told.text
    assert "❌ 未找到" in told.text
    assert "逐字" not in told.text


def drawn(sentences: tuple[str, ...]) -> bytes:
    """Draw sentences as a screenshot has them."""
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 -- an extra

    image = Image.new("RGB", (1100, 60 + 80 * len(sentences)), "white")
    font = ImageFont.truetype(str(FONT), 32, index=2)
    for row, sentence in enumerate(sentences):
        ImageDraw.Draw(image).text((30, 30 + 80 * row), sentence, "black", font=font)
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
