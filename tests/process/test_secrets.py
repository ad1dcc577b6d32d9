"""The token and the webhook's secret, searched for in all output while everything breaks."""

from __future__ import annotations

import asyncio
import base64
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from aiohttp import ClientSession

from tests.support.running import PATIENCE, RunningBot, free_port
from tests.telegram import FakeTelegram

SECRET = "Wenbao_webhook-secret-7f3a"  # noqa: S105 -- a test's
HALF_OF_A_TOKEN = "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"  # noqa: S105 -- the Bot API page's example


def forms(secret: str) -> set[str]:
    """The ways a secret may be written."""
    raw = secret.encode()
    every = "".join(f"%{byte:02x}" for byte in raw)
    return {
        *(secret, secret[::-1], quote(secret, safe=""), every, every.upper(), raw.hex()),
        *(repr(raw)[2:-1], base64.b64encode(raw).decode().rstrip("=")),
    }


def told(text: str) -> list[str]:
    return [form for secret in (HALF_OF_A_TOKEN, SECRET) for form in forms(secret) if form in text]


async def pages(port: int) -> str:
    """Everything the bot's port says."""
    text = ""
    async with ClientSession() as session:
        for path in ("/", "/healthz", "/readyz", "/metrics", "/telegram/", "/%00", "/../etc"):
            async with session.get(f"http://127.0.0.1:{port}{path}") as response:
                text += f"{response.headers}{await response.text()}"
    return text


@pytest.mark.parametrize("shape", ["text", "json"])
async def test_no_secret_is_told_while_every_layer_breaks(tmp_path: Path, shape: str) -> None:
    token = f"110201543:{HALF_OF_A_TOKEN}"
    async with FakeTelegram(token=token, webhook_pause=0.05) as telegram:
        hook = {} if shape == "json" else {"WEBHOOK_SECRET": SECRET}
        telegram.faults.garble("*", body=token.encode(), times=2)
        telegram.faults.fail("*", code=500, description=f"bot{token} failed", times=1)
        telegram.faults.drop("*")
        async with RunningBot(tmp_path, telegram, LOG_FORMAT=shape, **hook) as bot:
            telegram.say("望月桥全长多少米?")
            await telegram.reply(timeout=PATIENCE)
            telegram.faults.garble("sendMessage", body=f'{{"ok":false,"x":"{token}"'.encode())
            telegram.faults.fail("sendMessage", code=400, description=f"Bad Request: /bot{token}/")
            telegram.say(token)
            await telegram.reply(timeout=PATIENCE)
            said = await pages(bot.port)
            telegram.updates.push({"message": {"text": token, "date": token}})
            await telegram.stop()
            await asyncio.sleep(0.5)
            await telegram.start()
            await telegram.taken(PATIENCE)
            await bot.stop()
        with closing(sqlite3.connect(bot.database)) as database:
            database.execute("UPDATE inbox SET body = NULL")  # it was said to it by a person
            kept = "\n".join(database.iterdump())
    assert told(bot.output) == []
    assert told(said) == []
    assert told(kept) == []
    assert "***" in bot.output


async def test_no_refusal_tells_a_secret(tmp_path: Path) -> None:
    async with FakeTelegram() as telegram:
        port = {"HTTP_PORT": str(free_port())}
        bot = RunningBot(tmp_path, telegram, **port)
        for settings in (
            {"TELEGRAM_BOT_TOKEN": f"no token {HALF_OF_A_TOKEN}"},
            {"TELEGRAM_BOT_TOKEN": f"99:{HALF_OF_A_TOKEN}"},
            {"WEBHOOK_URL": "https://b.example", "WEBHOOK_SECRET": f"{SECRET} not allowed"},
            {"TELEGRAM_API_URL": f"http://127.0.0.1/{HALF_OF_A_TOKEN}"},
        ):
            bot = RunningBot(tmp_path, telegram, **port, **settings)
            await bot.start()
            assert bot.process
            async with asyncio.timeout(PATIENCE):
                assert await bot.process.wait() == 2
        assert told(bot.output) == []
        assert bot.output.count("wenbao: ") == 4
