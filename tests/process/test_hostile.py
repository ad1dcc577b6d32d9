"""Whatever people type, press and put into the folder: a clear sentence, and bounds that hold.

One process is given all of it, and its time and memory are watched.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.telegram.admission import BOUND
from tests.support.running import PATIENCE, RunningBot
from tests.support.trial import Trial, assert_discreet
from tests.telegram import Button, FakeTelegram, Message

pytestmark = pytest.mark.asyncio(loop_scope="module")

SOON = 5.0
"""Seconds an answer may take on a busy machine; each takes a few hundredths on an idle one."""

MEGABYTE = 1 << 20
MOST_MEMORY = 400 * MEGABYTE
CANARY = "谁也不该读到这一句"
SORRY = "出了点差错"
BOMB = "\n".join(
    ["a0: &a0 [x,x,x,x,x,x,x,x,x]", *(f"a{n}: &a{n} [{f'*a{n - 1},' * 9}]" for n in range(1, 12))]
)
BAD_FILES = {
    "huge.md": "larger than 1,000,000 bytes",
    "bomb.md": "id must be plain text",
    "deep.md": "front matter is not YAML",
    "code.md": "id must be plain text",
    "latin.md": "not UTF-8 text",
    "away.md": "a link that leads outside the folder",
    "loop.md": "not an article file",
    "folder.md": "not an article file",
}


def poison(folder: Path) -> None:
    """Put into the folder of the reports what nobody should."""
    with (folder / "huge.md").open("wb") as file:
        file.truncate(100 * MEGABYTE)
    (folder / "bomb.md").write_text(f"---\n{BOMB}\nid: *a11\ntitle: *a11\n---\n\n段。\n")
    (folder / "deep.md").write_text(f"---\nid: {'[' * 4000}\ntitle: x\n---\n\n段。\n")
    code = "id: !!python/object/apply:os.system ['touch executed']"
    (folder / "code.md").write_text(f"---\n{code}\n---\n\n段。\n")
    (folder / "latin.md").write_bytes("---\nid: l1\ntitle: é\n---\n\né\n".encode("latin-1"))
    outside = folder.parent / "outside.md"
    outside.write_text(f"---\nid: out\ntitle: 外面\n---\n\n{CANARY}。\n", encoding="utf-8")
    (folder / "away.md").symlink_to(outside)
    (folder / "loop.md").symlink_to(folder / "loop.md")
    (folder / "folder.md").mkdir()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def trial(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Trial]:
    """A bot over a folder that somebody has poisoned."""
    async with FakeTelegram() as telegram:
        bot = RunningBot(tmp_path_factory.mktemp("hostile"), telegram)
        poison(bot.reports)
        async with bot:
            trial = Trial(telegram, bot)
            await trial.answered(trial.ask())
            yield trial
            assert await bot.stop() == 0


@pytest_asyncio.fixture(loop_scope="module", autouse=True)
async def _bounded(trial: Trial) -> AsyncIterator[None]:
    """After whatever it was: people are answered, memory is bounded, and nobody had to look."""
    yield
    await trial.answered(trial.ask(), patience=SOON * 2)
    assert peak(trial.bot) < MOST_MEMORY
    assert not list(trial.bot.home.rglob("executed"))
    assert {one.partition(":")[0] for one in trial.telegram.refusals()} <= {"getUpdates"}
    assert_discreet(trial)


def peak(bot: RunningBot) -> int:
    """Return the most bytes of memory the bot has had; 0 where the system does not tell."""
    status = Path(f"/proc/{bot.pid}/status")
    text = status.read_text() if status.exists() else ""
    found = re.search(r"VmHWM:\s+(\d+) kB", text)
    return int(found[1]) * 1024 if found else 0


async def said_to(trial: Trial, asked: Message) -> str:
    """Return what the bot says to a message, which it does once and soon."""

    def found() -> list[Message] | None:
        return trial.answers(asked) or None

    began = time.monotonic()
    [answer] = await trial.telegram.world.tide.until(found, SOON * 2, "an answer")
    assert time.monotonic() - began < SOON
    assert answer.text.strip()
    assert len(answer.text) <= 4096
    assert SORRY not in answer.text
    return answer.text


async def test_each_bad_file_is_named_with_its_reason_and_the_others_load(trial: Trial) -> None:
    for file, why in BAD_FILES.items():
        assert re.search(rf"{file}(:\d+)?: .*{why}", trial.bot.output), file
    assert "Wenbao 0.1.0, 3 reports," in trial.bot.output


@pytest.mark.parametrize("command", ["", "/search ", "/verify ", "/why ", "/articles ", "/read "])
@pytest.mark.parametrize("repeated", ["桥", "一", "a", "9", "?", "《", "“", "\u0301", "望月桥 "])
async def test_4096_characters_of_one_kind(trial: Trial, command: str, repeated: str) -> None:
    text = f"{command}望{repeated * 4096}"[:4096]
    await said_to(trial, trial.telegram.say(text.strip()))


@pytest.mark.parametrize(
    "asked",
    [
        "望\u200b月\u200d桥\u2060全长\u00ad多少米?\ufeff",
        "\u202e望月桥全长多少米?\u202c",
        "\u2066望月桥\u2069全长\u200f多少米?",
        "望\ufe0f月\ufe0f桥\ufe0f全长多少米?",
        "<b>望月桥</b>全长多少米?",
        "<a href='tg://user?id=1'>望月桥</a>全长多少米?&amp;&lt;",
        "[望月桥](tg://user?id=1) *全长* `多少` __米__?",
    ],
)
async def test_tricks_in_a_question_change_no_answer(trial: Trial, asked: str) -> None:
    assert "全长42米" in await said_to(trial, trial.telegram.say(asked))


@pytest.mark.parametrize(
    "asked", ["\u202e\u200b\u2066.", "\u115f\u3164.", "\u0300" * 50 + ".", "\u202e/help"]
)
async def test_what_says_nothing_is_answered_with_a_sentence(trial: Trial, asked: str) -> None:
    await said_to(trial, trial.telegram.say(asked))


async def test_a_name_and_a_caption_are_only_text(trial: Trial) -> None:
    telegram = trial.telegram
    for name in ("<b>甲</b>&", "\u202eABC\u202c", "𝕏" * 64, "'; DROP TABLE inbox; --", "%s{0}"):
        asked = telegram.say("望月桥全长多少米?", user=telegram.user(name), photo=True)
        assert "全长42米" in await said_to(trial, asked)


@pytest.mark.parametrize("text", ["\ud800望月桥全长多少米?", "/verify \udfff望", "/search \ud83d"])
@pytest.mark.parametrize("field", ["text", "caption"])
async def test_half_a_character_is_no_error(trial: Trial, text: str, field: str) -> None:
    asked = trial.telegram.say("?", deliver=False)
    reader = {"id": asked.sender.id, "is_bot": False, "first_name": "\ud83d\udc4d\udbff"}
    length = text.find(" ")
    marks = [{"type": "bot_command", "offset": 0, "length": length}] if length > 0 else []
    message = {
        "message_id": asked.id,
        "date": 1,
        "from": reader,
        "chat": {"id": asked.chat.id, "type": "private", "first_name": "\udc00"},
        field: text,
        "entities" if field == "text" else "caption_entities": marks,
    }
    receive(trial, json.dumps(message))
    await said_to(trial, asked)


def receive(trial: Trial, message: str, times: int = 1) -> None:
    """Have the bot receive a message written by hand; surrogates may stand in it escaped."""
    telegram = trial.telegram
    telegram.updates.terminate("Conflict: terminated by other getUpdates request")
    number = telegram.updates.push({"message": {}})
    body = f'{{"ok":true,"result":[{{"update_id":{number},"message":{message}}}]}}'
    telegram.faults.garble("getUpdates", body=body.encode(), times=times)


@pytest.mark.parametrize(
    "data",
    [
        "",
        " ",
        "0" * 64,
        "2",
        "2o",
        "2o1.0.0.0..t01",
        "2o1.0.0.0..../../../etc/passwd",
        "2ozzzzzz.zzzzzz.zzzzzz.zzzzzzzzzzz.ffffff.t01",
        "2w0.0.0.0..t01",
        "2wzzzzzz.0.0.0..t01",
        "2rzzzzzz.zzzzzz.0.0..t01",
        "2r1.2.1.0..t01",
        "2l0.0.0.0..",
        "2lzzzzzz.0.0.0..",
        "2m1.zzzzzz.0.0..t01",
        "2hzzzzzz.1.1.0..t01",
        "2y1.0.0.0..\x00\x01",
        "2g1.zzzzzz.0.0..t01",
        "2dzzzzzz.1.2.0..'; DROP TABLE verdicts; --",
        "2s99.0.0.0..",
        "2o1.0.0.1..t01",
        "9o1.0.0.0..t01",
        '{"update_id":1}',
        "\u202e\u200b👍" * 5,
        "__import__('os').system('touch executed')",
    ],
)
async def test_callback_data_made_up_by_hand(trial: Trial, data: str) -> None:
    message = trial.telegram.last()
    before = len(trial.answers(trial.asked[-1]))
    query = trial.telegram.press(Button({"text": "x", "callback_data": data}), message)
    given = await query.answer(PATIENCE)
    assert SORRY not in given.text, trial.bot.output[-1500:]
    assert CANARY not in "".join(trial.telegram.transcript())
    assert len(trial.answers(trial.asked[-1])) - before <= 1


@pytest.mark.parametrize(
    "parameter",
    [
        "A" * 64,
        "-" * 64,
        "_" * 64,
        "0" * 64,
        "t01-99999999999999999999",
        "t01-0",
        "t01--1",
        "t01-2-1",
        "t01-1--ffffff",
        "_" + "_" * 30,
        "../../../etc/passwd",
        "/etc/passwd",
        "out",
        "outside-1",
        "%2e%2e%2foutside",
        "file:///etc/passwd",
        "$(touch executed)",
        "\u202et01-1",
        "\x00",
        "💣" * 30,
        "９" * 500,
        "²-²",
        "t01-٣",
    ],
)
@pytest.mark.parametrize("command", ["start", "read"])
async def test_addresses_made_up_by_hand(trial: Trial, command: str, parameter: str) -> None:
    said = await said_to(trial, trial.telegram.say(f"/{command} {parameter}"))
    assert CANARY not in said
    assert "root:" not in said


async def test_a_flood_of_inline_queries_keeps_nobody_waiting(trial: Trial) -> None:
    telegram = trial.telegram
    flood = [telegram.inline(f"{'望月桥书车梨园'[n % 7]}{n}" * 20) for n in range(500)]
    await trial.answered(trial.ask(trial.person("旁人")))
    for query in flood[:BOUND]:
        assert (await query.answer(PATIENCE)).results is not None
    assert sum(query.given is not None for query in flood) < len(flood)


@pytest.mark.parametrize("depth", [10, 100, 400, 900, 5_000, 100_000])
async def test_an_update_nested_deep_is_survived(trial: Trial, depth: int) -> None:
    nested = '{"reply_to_message":' * depth + "1" + "}" * depth
    receive(trial, nested, times=2)
    await trial.telegram.taken(PATIENCE)


async def test_an_update_of_a_megabyte_is_survived(trial: Trial) -> None:
    trial.telegram.updates.push({"message": {"text": "桥" * MEGABYTE, "date": 1}})
    trial.telegram.updates.push({"poll": {"options": [{"text": "x"}] * 10_000}})
    trial.telegram.updates.push({f"key{number}": number for number in range(10_000)})
    await trial.telegram.taken(PATIENCE)
