"""What an operator does and reads once a month: logs, copies of the database, an older program."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.running import PATIENCE, RunningBot
from tests.support.trial import Trial
from tests.telegram import FakeTelegram

CANARY = "只有我知道的秘密"
NAME = "不愿留名的人"


async def said_by(bot: RunningBot, *arguments: str) -> tuple[int, str]:
    """Run a command beside the bot; return its exit status, and what it said."""
    beside = RunningBot(bot.home, FakeTelegram())
    beside.environment = bot.environment
    before = len(bot.output)
    await beside.start(*arguments)
    assert beside.process
    status = await asyncio.wait_for(beside.process.wait(), PATIENCE)
    return status, bot.output[before:]


@pytest.mark.parametrize("shape", ["text", "json"])
async def test_logs_tell_the_start_in_a_line_and_nothing_that_people_say(
    tmp_path: Path, shape: str
) -> None:
    async with FakeTelegram() as telegram:
        nosy = telegram.user(NAME)
        async with RunningBot(tmp_path, telegram, LOG_FORMAT=shape) as bot:
            telegram.updates.push({"message": {"text": CANARY, "date": CANARY, "chat": 1}})
            telegram.faults.garble("getUpdates", body=f'{{"ok":true,"{CANARY}'.encode())
            telegram.faults.fail("sendMessage", code=400, description="Bad Request: can't parse")
            for text in (CANARY, f"/verify {CANARY}", f"/search {CANARY}", f"/{CANARY}"):
                telegram.say(text, user=nosy)
            telegram.inline(CANARY, nosy)
            await telegram.replies(telegram.private(nosy), count=4, timeout=PATIENCE)
            await telegram.taken(PATIENCE)
            assert await bot.stop() == 0
        lines = bot.output.splitlines()
        starts = [line for line in lines if "3 reports, version " in line and "polling" in line]
        assert len(starts) == 1
        assert CANARY not in bot.output
        assert NAME not in bot.output
        assert "\\u53ea" not in bot.output  # nor escaped
        if shape == "json":
            assert all({"time", "level", "logger", "message"} <= set(json.loads(o)) for o in lines)
        with closing(sqlite3.connect(bot.database)) as database:
            aside = [body for (body,) in database.execute("SELECT body FROM inbox WHERE is_aside")]
            database.execute("DELETE FROM inbox WHERE is_aside")
            kept = "\n".join(database.iterdump())
        assert len(aside) == 1
        assert CANARY not in kept


async def test_a_copy_is_taken_while_the_bot_runs_and_put_back_while_it_does_not(
    tmp_path: Path,
) -> None:
    async with FakeTelegram() as telegram:
        bot, copy = RunningBot(tmp_path, telegram), str(tmp_path / "copy.sqlite3")
        trial = Trial(telegram, bot)
        async with bot:
            await trial.answered(trial.ask())
            status, said = await said_by(bot, "backup", copy)
            assert (status, copy in said) == (0, True)
            status, said = await said_by(bot, "restore", copy)
            assert status == 2
            assert "in use by a bot that runs" in said
            await trial.answered(trial.ask())
            assert await bot.stop() == 0
        bot.database.unlink()
        assert (await said_by(bot, "restore", copy))[0] == 0
        telegram.updates.repeat(telegram.updates.first_id)  # it knows that it came before
        async with bot:
            await trial.answered(trial.ask())
            assert await trial.count() == (3, 0, 0)
            assert await bot.stop() == 0


async def test_a_database_of_a_newer_program_is_refused_in_a_sentence(tmp_path: Path) -> None:
    async with FakeTelegram() as telegram:
        bot = RunningBot(tmp_path, telegram)
        bot.database.parent.mkdir()
        with closing(sqlite3.connect(bot.database)) as database:
            database.execute("PRAGMA user_version = 9999")
        before = bot.database.read_bytes()
        await bot.start()
        assert bot.process
        assert await asyncio.wait_for(bot.process.wait(), PATIENCE) == 2
        said = "written by a newer version of this bot (version 9999)"
        assert bot.output.splitlines()[-1].endswith(said)
        assert "Traceback" not in bot.output
        assert bot.database.read_bytes() == before
