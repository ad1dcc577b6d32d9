"""The webhook: only Telegram gets in, and nothing is lost when the mode changes; the bot's port."""

from __future__ import annotations

from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest
from aiohttp import ClientSession
from pydantic import SecretStr

from bot.settings import Settings
from bot.storage.batching import Rows, Statement
from bot.storage.database import StorageError
from bot.telegram import receive
from bot.telegram.http_server import MAX_BODY
from retrieval.library import Library
from tests.support.running import free_port
from tests.support.serving import running, settings_for
from tests.telegram import FakeTelegram

SECRET = "a-secret_of-the-webhook"  # noqa: S105 -- a test's
QUESTION = "望月桥全长多少米?"
HEADER = receive.SECRET_HEADER
ANSWERED = "全长42米"


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(webhook_pause=0.05) as telegram:
        yield telegram


@pytest.fixture
def settings(telegram: FakeTelegram, tmp_path: Path) -> Settings:
    port = free_port()
    return settings_for(
        telegram,
        data_dir=tmp_path,
        http_port=port,
        webhook_url=f"http://127.0.0.1:{port}/",
        webhook_secret=SecretStr(SECRET),
    )


@pytest.fixture
def polling(telegram: FakeTelegram, tmp_path: Path) -> Settings:
    return settings_for(telegram, data_dir=tmp_path, http_port=free_port())


async def fetch(
    settings: Settings, path: str, body: bytes | None = None, **headers: str
) -> tuple[int, str]:
    """Ask at the bot's port; return status and text."""
    method = "GET" if body is None else "POST"
    address = f"http://127.0.0.1:{settings.http_port}{path}"
    async with (
        ClientSession() as session,
        session.request(method, address, data=body and BytesIO(body), headers=headers) as response,
    ):
        return response.status, await response.text()


async def test_what_telegram_posts_is_answered(
    telegram: FakeTelegram, settings: Settings, library: Library
) -> None:
    async with running(settings, library):
        await telegram.called("setWebhook")
        telegram.say(QUESTION)
        assert ANSWERED in (await telegram.reply()).text
        await telegram.taken()
        await telegram.called("getWebhookInfo")
        assert (await fetch(settings, "/healthz"))[0] == 200
        assert telegram.refusals() == []
        [call] = telegram.calls_of("setWebhook")
        assert call.arguments["secret_token"] == SECRET
        assert SECRET not in str(call.arguments["url"])


@pytest.mark.parametrize("told", [None, "", "wrong", SECRET[:-1], SECRET + "x", SECRET.upper()])
async def test_whoever_does_not_know_the_secret_gets_401_and_nothing_else(
    telegram: FakeTelegram, settings: Settings, library: Library, told: str | None
) -> None:
    headers = {} if told is None else {HEADER: told}
    async with running(settings, library):
        await telegram.called("getWebhookInfo")
        update = b'{"update_id":1,"message":{}}'
        assert await fetch(settings, receive.webhook_path(SECRET), update, **headers) == (401, "")
        assert (await fetch(settings, "/", update, **headers))[0] == 404
        assert (await fetch(settings, "/telegram/", update, **headers))[0] == 404


async def test_bodies_that_are_no_update_are_refused(
    telegram: FakeTelegram, settings: Settings, library: Library
) -> None:
    path, known = receive.webhook_path(SECRET), {HEADER: SECRET}
    async with running(settings, library):
        await telegram.called("getWebhookInfo")
        assert (await fetch(settings, path, b"{", **known))[0] == 400
        assert (await fetch(settings, path, b"\xff\xfe", **known))[0] == 400
        assert (await fetch(settings, path, b"[" * 100_000, **known))[0] == 400
        assert (await fetch(settings, path, b" " * (MAX_BODY + 1), **known))[0] == 413
        assert (await fetch(settings, path, b'{"update_id":1,"message":7}', **known))[0] == 200
        telegram.say(QUESTION)
        assert ANSWERED in (await telegram.reply()).text


async def test_an_update_that_cannot_be_written_down_is_posted_again(
    telegram: FakeTelegram, settings: Settings, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(settings, library) as app:
        storage = app.storage
        await telegram.called("getWebhookInfo")
        write, failures = storage.transact, [StorageError("database or disk is full")] * 2

        async def sometimes(*work: Statement) -> list[Rows]:
            if any("INSERT INTO inbox" in statement for statement, _ in work) and failures:
                raise failures.pop()
            return await write(*work)

        monkeypatch.setattr(storage, "transact", sometimes)
        telegram.say(QUESTION)
        assert ANSWERED in (await telegram.reply()).text
        assert failures == []


async def test_nothing_is_lost_or_doubled_when_the_mode_changes(
    telegram: FakeTelegram, settings: Settings, polling: Settings, library: Library
) -> None:
    for number, mode in enumerate((polling, settings, polling, settings)):
        telegram.say(f"{QUESTION}{number}")
        async with running(mode, library):
            assert ANSWERED in (await telegram.reply()).text
            telegram.say(QUESTION)
            assert ANSWERED in (await telegram.reply()).text
            await telegram.taken()
    assert len(telegram.world.sent[telegram.reader.id]) == 8


async def test_a_webhook_that_somebody_changes_is_set_again(
    telegram: FakeTelegram, settings: Settings, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receive, "CONFIRM_PERIOD", 0.05)
    async with running(settings, library):
        await telegram.called("setWebhook")
        address = f"{telegram.base_url}{telegram.token}/deleteWebhook"
        async with ClientSession() as session, session.post(address) as response:
            assert response.status == 200
        telegram.say(QUESTION)
        assert ANSWERED in (await telegram.reply()).text


async def test_health_readiness_and_metrics_are_told(
    telegram: FakeTelegram, polling: Settings, library: Library
) -> None:
    with telegram.faults.fail("getUpdates", times=None, code=502) as outage:
        async with running(polling, library):
            await telegram.called("getUpdates")
            assert await fetch(polling, "/healthz") == (503, "no round trip to Telegram yet\n")
            assert (await fetch(polling, "/readyz"))[0] == 200
            telegram.say(QUESTION)
            outage.lift()
            await telegram.reply()
            assert (await fetch(polling, "/healthz"))[0] == 200
            status, page = await fetch(polling, "/metrics")
    assert status == 200
    assert 'wenbao_telegram_errors_total{kind="502"}' in page
    assert f'wenbao_corpus_info{{version="{library.version}"}} 1.0' in page
    assert 'wenbao_updates_total{fate="new"} 1.0' in page
    assert 'wenbao_answers_total{outcome="found"} 1.0' in page
    assert "wenbao_answer_seconds_count 1.0" in page
    assert "process_resident_memory_bytes" in page
    assert telegram.token.partition(":")[2] not in page


async def test_a_database_that_takes_no_writing_is_not_ready(
    telegram: FakeTelegram, polling: Settings, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails() -> None:
        message = "attempt to write a readonly database"
        raise StorageError(message)

    async with running(polling, library) as app:
        await telegram.called("getUpdates")
        monkeypatch.setattr(app.storage, "probe", fails)
        assert await fetch(polling, "/readyz") == (503, "attempt to write a readonly database\n")


def test_the_path_cannot_be_guessed_and_belongs_to_the_secret() -> None:
    assert receive.webhook_path(SECRET) == receive.webhook_path(SECRET)
    assert len({receive.webhook_path(secret) for secret in ("a", "b", "ab")}) == 3
    assert SECRET not in receive.webhook_path(SECRET)
