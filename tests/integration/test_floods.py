"""One chat cannot silence another: floods, strangers, unreachable chats, lost receipts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot import health
from bot.policy import AllowList, Policy
from bot.storage import outbox
from bot.telegram import outgoing, receive, sender
from retrieval.library import Library
from tests.support.running import free_port
from tests.support.serving import running, serving, settings_for
from tests.telegram import FakeTelegram
from tests.telegram.rates import Rates

QUESTION, ANSWERED = "望月桥全长多少米?", "全长42米"
FLOOD = 1300
PATIENCE = 30.0
"""Seconds for an answer on a busy machine; `python -m tests.long.load` measures what it takes."""


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(rates=Rates()) as telegram:
        yield telegram


async def answered(telegram: FakeTelegram, name: str) -> None:
    """Somebody else asks, and is answered as if nothing were going on."""
    user = telegram.user(name)
    telegram.say(QUESTION, user=user)
    assert ANSWERED in (await telegram.reply(telegram.private(user))).text


@pytest.mark.slow
async def test_a_group_that_floods_us_keeps_nobody_waiting_also_after_a_restart(
    fake: FakeTelegram, library: Library, tmp_path: Path
) -> None:
    group, port, file = fake.group(), free_port(), tmp_path / "j.sqlite3"
    policy = Policy(per_minute=30)
    async with serving(fake, library, file, policy, messages_per_second=30, http_port=port) as app:
        for number in range(FLOOD):
            fake.command("ask", f"{QUESTION}{number}", group)
        await answered(fake, "邻居")
        assert (await asyncio.to_thread(health.ask, "127.0.0.1", port))[0]
        await fake.taken(PATIENCE)
        waiting = await app.storage.execute("SELECT id FROM inbox WHERE body IS NOT NULL")
        assert len(waiting) + len(app.runner.sender) <= 32
    async with serving(fake, library, file, policy, messages_per_second=30, http_port=port):
        for number in range(FLOOD):
            fake.command("ask", f"{QUESTION}{number}", group)
        await answered(fake, "另一个邻居")
        assert (await asyncio.to_thread(health.ask, "127.0.0.1", port))[0]


async def test_what_an_older_program_left_of_a_flood_keeps_nobody_waiting(
    fake: FakeTelegram, library: Library, tmp_path: Path
) -> None:
    file = tmp_path / "j.sqlite3"
    group = fake.group()
    async with serving(fake, library, file) as app:
        await fake.called("getUpdates", timeout=PATIENCE)
        inbox = app.storage.inbox
    async with app.storage:
        for _ in range(FLOOD):
            fake.command("ask", QUESTION, group)
        await inbox.keep([update.wire for update in fake.updates.pending])
    async with serving(fake, library, file, messages_per_second=30):
        await answered(fake, "邻居")


async def test_a_flood_of_a_stranger_costs_one_sentence(
    fake: FakeTelegram, library: Library, tmp_path: Path
) -> None:
    stranger, reader = fake.user("路人"), fake.reader
    access = AllowList(users=frozenset({reader.id}))
    async with serving(
        fake, library, tmp_path / "j.sqlite3", access=access, messages_per_second=30
    ):
        for _ in range(FLOOD):
            fake.say(QUESTION, user=stranger)
        fake.say(QUESTION)
        assert ANSWERED in (await fake.reply(timeout=PATIENCE)).text
        await fake.taken(PATIENCE)
        assert "指定的人" in (await fake.reply(fake.private(stranger))).text
    assert len(fake.world.sent[stranger.id]) == 1


async def test_who_asks_too_fast_is_told_so_once(
    fake: FakeTelegram, library: Library, tmp_path: Path
) -> None:
    policy = Policy(per_minute=2)
    async with serving(fake, library, tmp_path / "j.sqlite3", policy):
        for _ in range(8):
            fake.say(QUESTION)
        replies = await fake.replies(count=3, timeout=PATIENCE)
        await fake.taken(PATIENCE)
        await fake.silence()
    assert [ANSWERED in reply.text for reply in replies] == [True, True, False]
    assert "请歇" in replies[-1].text


async def test_an_answer_that_is_never_confirmed_comes_twice_at_most(
    fake: FakeTelegram, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender, "_FIRST_PAUSE", 0.05)
    async with serving(fake, library, tmp_path / "j.sqlite3", messages_per_second=30) as app:
        lost = fake.faults.lose("sendMessage", times=None)
        fake.say(QUESTION)
        await fake.called("sendMessage", 2, PATIENCE)
        async with asyncio.timeout(PATIENCE):
            while not app.storage.outbox.dead:  # noqa: ASYNC110 -- the bot tells nobody
                await asyncio.sleep(0.01)
        lost.lift()
        await answered(fake, "邻居")
        assert fake.count("sendMessage") == 3
    assert len(fake.world.sent[fake.reader.id]) == 2


@pytest.mark.slow
async def test_chats_that_cannot_be_written_to_take_nobodys_place_and_are_given_up(
    fake: FakeTelegram, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outgoing, "LIFETIME", 8.0)
    people = [fake.user(f"甲{number}") for number in range(60)]
    async with serving(fake, library, tmp_path / "j.sqlite3") as app:
        for person in people:
            fake.faults.fail("sendMessage", chat=person.id, times=None)
            fake.say(QUESTION, user=person)
        await fake.called("sendMessage", len(people), PATIENCE)
        await answered(fake, "邻居")
        async with asyncio.timeout(PATIENCE * 2):
            while app.storage.outbox.dead < len(people):  # noqa: ASYNC110 -- as above
                await asyncio.sleep(0.05)
        assert len(app.runner.sender) == 0
    assert outbox.LIFETIME == 24 * 60 * 60


async def test_an_update_posted_three_times_at_once_is_answered_once(
    fake: FakeTelegram, library: Library, tmp_path: Path
) -> None:
    port, secret = free_port(), "a-secret"
    settings = settings_for(
        fake,
        data_dir=tmp_path,
        http_port=port,
        webhook_url=f"http://127.0.0.1:{port}",
        webhook_secret=secret,
    )
    async with running(settings, library) as app:
        await fake.called("setWebhook", timeout=PATIENCE)
        asked = fake.say(QUESTION, deliver=False)
        chat = {"id": fake.reader.id, "type": "private", "first_name": "x"}
        update = {
            "update_id": 5,
            "message": {
                "message_id": asked.id,
                "date": 1,
                "chat": chat,
                "from": {"id": fake.reader.id, "is_bot": False, "first_name": "x"},
                "text": QUESTION,
            },
        }
        url = f"http://127.0.0.1:{port}{receive.webhook_path(secret)}"
        async with ClientSession(headers={receive.SECRET_HEADER: secret}) as session:
            posts = (session.post(url, json=update) for _ in range(3))
            statuses = [response.status for response in await asyncio.gather(*posts)]
        assert statuses == [200] * 3
        assert ANSWERED in (await fake.reply(timeout=PATIENCE)).text
        await fake.silence()
        assert (len(app.runner.updates), len(app.runner.sender)) == (0, 0)


async def test_a_body_that_does_not_come_is_not_waited_for(
    fake: FakeTelegram, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.http_server._PATIENCE", 0.1)
    port, secret = free_port(), "a-secret"
    address = f"http://127.0.0.1:{port}"
    settings = settings_for(
        fake, data_dir=tmp_path, http_port=port, webhook_url=address, webhook_secret=secret
    )
    async with running(settings, library):
        await fake.called("setWebhook", timeout=PATIENCE)
        reading, writing = await asyncio.open_connection("127.0.0.1", port)
        head = f"POST {receive.webhook_path(secret)} HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n"
        writing.write(f"{head}{receive.SECRET_HEADER}: {secret}\r\n\r\n{{".encode())
        status = await asyncio.wait_for(reading.readline(), PATIENCE)
        writing.close()
    assert b" 408 " in status


async def test_topics_and_people_of_a_group_have_their_own_contexts(
    telegram: FakeTelegram, heard: list[object]
) -> None:
    forum = telegram.group(is_forum=True)
    bridge, orchard = telegram.topic(forum, "古桥"), telegram.topic(forum, "梨园")
    telegram.command("ask", QUESTION, forum, thread=bridge)
    await telegram.reply(forum)
    telegram.command("ask", "那里呢?", forum, thread=orchard)
    telegram.command("ask", "那里呢?", forum, thread=bridge)
    telegram.command("ask", "那里呢?", forum, telegram.user("邻居"), thread=bridge)
    await telegram.replies(forum, count=3)
    abouts = [getattr(question, "about", None) for question in heard]
    assert [about and about.article for about in abouts] == [None, None, "t01", None]
