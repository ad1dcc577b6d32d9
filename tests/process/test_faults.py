"""The fault table: whatever goes wrong, the bot answers again without help, and nothing is lost.

One process lives through all of it, so that each row also begins where the one before left off.
`make torture` has the same for minutes (`tests.outage`).
"""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from shutil import which

import pytest
import pytest_asyncio
from aiohttp import ClientSession

from tests.support.running import PATIENCE, RunningBot
from tests.support.trial import Row, Trial, assert_discreet, failing, living_through
from tests.telegram import FakeTelegram, Message

pytestmark = pytest.mark.asyncio(loop_scope="module")

LONG_WAIT = 30
# Root may write what is read-only, unless it lays that power down.
MORTAL = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
COMMAND = (*(MORTAL if which("setpriv") and not os.getuid() else ()), sys.executable, "-m")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def trial(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Trial]:
    """The bot of the whole table, with a wall clock that can jump."""
    home = tmp_path_factory.mktemp("faults")
    async with living_through(home, *COMMAND, "tests.long.jumping") as trial:
        yield trial


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def patient(trial: Trial) -> Message:
    """A question of somebody whom Telegram has the bot keep waiting for half a minute."""
    chat = trial.person("等得起的人")
    trial.telegram.faults.fail("sendMessage", chat=chat.id, retry_after=LONG_WAIT)
    asked = trial.ask(chat)
    await trial.telegram.called("sendMessage", 2, PATIENCE)
    trial.asked.remove(asked)
    return asked


def broken(method: str, way: str) -> Row:
    """A question asked while connections break, or carry nonsense."""

    async def row(trial: Trial) -> None:
        fault = getattr(trial.telegram.faults, way)(method)
        await trial.answered(trial.ask())
        # The question may have been fetched before; the next request comes soon.
        await trial.telegram.world.tide.until(lambda: fault.hits or None, 10.0, "the fault")

    return row


async def too_many_requests(trial: Trial) -> None:
    trial.telegram.faults.fail("sendMessage", retry_after=1)
    await trial.answered(trial.ask())


async def too_many_requests_of_one_chat(trial: Trial) -> None:
    patient = trial.person("等得起的人")
    fault = trial.telegram.faults.fail("sendMessage", chat=patient.id, retry_after=2, times=2)
    waiting = trial.ask(patient)
    for _ in range(5):
        await trial.answered(trial.ask())
    assert trial.answers(waiting) == []
    await trial.answered(waiting)
    assert fault.hits == 2


async def slow_loris(trial: Trial) -> None:
    trial.telegram.faults.dribble("getUpdates", pace=400)
    trial.telegram.faults.dribble("sendMessage", pace=400)
    await trial.answered(trial.ask())


async def slow_loris_at_our_port(trial: Trial) -> None:
    """Fifty who never finish their requests keep nobody from asking how the bot is."""
    port = trial.bot.port
    held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(50)]
    for _, writer in held:
        writer.write(b"POST /telegram/x HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\n\r\n{")
    assert await _status(port, "/readyz") == 200
    await trial.answered(trial.ask())
    for _, writer in held:
        writer.close()


async def malformed_among_good(trial: Trial) -> None:
    first = trial.ask()
    trial.telegram.updates.push({"message": {"message_id": "?", "chat": []}})
    trial.telegram.updates.push({"callback_query": 3})
    await trial.answered(first, trial.ask())
    await trial.telegram.taken()


async def twice_and_out_of_order(trial: Trial) -> None:
    first, second = trial.ask(), trial.ask()
    trial.telegram.updates.pending.reverse()
    trial.telegram.updates.repeat()
    await trial.answered(first, second)
    trial.telegram.updates.repeat()
    await trial.answered(trial.ask())


async def another_poller(trial: Trial) -> None:
    trial.telegram.updates.terminate("Conflict: terminated by other getUpdates request")
    trial.telegram.faults.fail("getUpdates", code=409)
    await trial.answered(trial.ask())


async def outage(trial: Trial) -> None:
    await trial.telegram.stop()
    asked = trial.ask()
    await asyncio.sleep(1)
    await trial.telegram.start()
    await trial.answered(asked)


async def reports_vanish(trial: Trial) -> None:
    """The version that was read last goes on answering; it is no fault of who asks."""
    hidden = trial.bot.reports.rename(trial.bot.home / "hidden")
    await asyncio.sleep(2)
    asked = trial.telegram.say("望月桥始建于哪一年?")

    def found() -> list[str] | None:
        return [one.text for one in trial.answers(asked)] or None

    [said] = await trial.telegram.world.tide.until(found, PATIENCE, "an answer")
    assert "1786" in said
    assert trial.bot.output.count("no such file or folder") == 1
    hidden.rename(trial.bot.reports)
    await trial.answered(trial.ask())


async def hang_up(trial: Trial) -> None:
    """SIGHUP has changed reports read at once."""
    file = trial.bot.reports / "t03.md"
    file.write_text(file.read_text("utf-8").replace("3400吨", "3500吨"), "utf-8")
    os.kill(trial.bot.pid, signal.SIGHUP)
    await asyncio.sleep(1)
    asked = trial.telegram.say("今年梨的总产量是多少?")

    def found() -> list[str] | None:
        return [one.text for one in trial.answers(asked)] or None

    [said] = await trial.telegram.world.tide.until(found, PATIENCE, "an answer")
    assert "3500吨" in said
    await trial.answered(trial.ask())


async def disk_full(trial: Trial) -> None:
    """No file of the process may grow: the database can be neither written nor extended."""
    limits = resource.prlimit(trial.bot.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(trial.bot.pid, resource.RLIMIT_FSIZE, (1, limits[1]))
    asked = trial.ask()
    await asyncio.sleep(1.5)
    assert trial.telegram.updates.pending, "it was acknowledged without being written down"
    assert await _status(trial.bot.port, "/readyz") == 503
    resource.prlimit(trial.bot.pid, resource.RLIMIT_FSIZE, limits)
    await trial.answered(asked)
    assert await _status(trial.bot.port, "/readyz") == 200


async def read_only_folder(trial: Trial) -> None:
    folder = trial.bot.database.parent
    folder.chmod(0o500)
    asked = trial.ask()
    await asyncio.sleep(0.5)
    folder.chmod(0o700)
    await trial.answered(asked)


async def clock_jumps(trial: Trial) -> None:
    for number in (signal.SIGUSR1, signal.SIGUSR2):
        asked = trial.ask()
        os.kill(trial.bot.pid, number)
        await trial.answered(asked, trial.ask())
        assert await _status(trial.bot.port, "/healthz") == 200
    world = trial.telegram.world
    world.clock, clock = lambda: 1.0, world.clock  # Telegram's messages say 1970
    await trial.answered(trial.ask())
    world.clock = clock


ROWS: dict[str, Row] = {
    "429 of 1 s": too_many_requests,
    "429 for one chat": too_many_requests_of_one_chat,
    "401 when receiving": failing("getUpdates", 401),
    "401 when answering": failing("sendMessage", 401),
    "500 when receiving": failing("getUpdates", 500),
    "500 when answering": failing("sendMessage", 500),
    "502 when receiving": failing("getUpdates", 502),
    "502 when answering": failing("sendMessage", 502),
    "reset when receiving": broken("getUpdates", "drop"),
    "reset in the middle of updates": broken("getUpdates", "cut"),
    "reset before answering": broken("sendMessage", "drop"),
    "no JSON when receiving": broken("getUpdates", "garble"),
    "slow loris": slow_loris,
    "slow loris at our port": slow_loris_at_our_port,
    "malformed among good": malformed_among_good,
    "twice and out of order": twice_and_out_of_order,
    "409": another_poller,
    "outage": outage,
    "the reports vanish": reports_vanish,
    "SIGHUP": hang_up,
    "disk full": disk_full,
    "read-only folder": read_only_folder,
    "clock jumps": clock_jumps,
}

UNKNOWABLE: dict[str, Row] = {
    "reset in the middle of the receipt": broken("sendMessage", "cut"),
    "lost receipt": broken("sendMessage", "lose"),
    "no JSON as a receipt": broken("sendMessage", "garble"),
}
"""Telegram took the answer, and the bot cannot know: it may come twice, never not at all."""


@pytest.mark.parametrize("name", ROWS)
async def test_it_lives_through(trial: Trial, patient: Message, name: str) -> None:
    try:
        await ROWS[name](trial)
    finally:
        trial.telegram.faults.clear()
    count = await trial.count()
    assert (count.lost, count.doubled) == (0, 0), str(count)
    assert_discreet(trial)


@pytest.mark.parametrize("name", UNKNOWABLE)
async def test_what_nobody_can_know_is_answered_at_least_once(trial: Trial, name: str) -> None:
    before = len(trial.asked)
    await UNKNOWABLE[name](trial)
    await asyncio.sleep(1.5)
    [asked] = trial.asked[before:]
    assert 1 <= len(trial.answers(asked)) <= 2
    trial.asked.remove(asked)
    assert_discreet(trial)


async def test_it_lives_through_429_of_30_s(trial: Trial, patient: Message) -> None:
    await trial.answered(patient)
    first, second = (
        call.started
        for call in trial.telegram.calls_of("sendMessage")
        if str(call.arguments["chat_id"]) == str(patient.chat.id)
    )
    assert second - first >= LONG_WAIT
    assert len(trial.answers(patient)) == 1


async def test_chats_that_must_wait_keep_no_other_waiting(trial: Trial) -> None:
    people = [trial.person(f"甲{number}") for number in range(40)]
    for chat in people:
        trial.telegram.faults.fail("sendMessage", chat=chat.id, retry_after=2, times=1)
    waiting = [trial.ask(chat) for chat in people]
    await trial.answered(trial.ask())
    assert not any(map(trial.answers, waiting))
    count = await trial.count()
    assert (count.lost, count.doubled) == (0, 0), str(count)


async def _status(port: int, path: str) -> int:
    async with (
        ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}{path}") as response,
    ):
        return response.status


async def test_a_read_only_data_folder_is_named_and_then_what_waited_is_answered(
    tmp_path: Path,
) -> None:
    async with FakeTelegram() as telegram:
        bot = RunningBot(tmp_path, telegram)
        bot.command = (*COMMAND, "bot")
        trial = Trial(telegram, bot)
        trial.ask()
        data = bot.database.parent
        data.mkdir(mode=0o500)
        await bot.start()
        assert bot.process
        assert await asyncio.wait_for(bot.process.wait(), PATIENCE) == 2
        assert bot.output.count("\n") <= 2
        assert f"wenbao: {data}" in bot.output
        data.chmod(0o700)
        async with bot:
            assert await trial.count() == (1, 0, 0)
            await bot.stop()
        bot.database.chmod(0o400)
        trial.ask()
        await bot.start()
        assert await asyncio.wait_for(bot.process.wait(), PATIENCE) == 2
        assert "readonly database" in bot.output.splitlines()[-1]
        bot.database.chmod(0o600)
        async with bot:
            assert await trial.count() == (2, 0, 0)
            assert await bot.stop() == 0
        assert_discreet(trial)


async def test_it_stops_also_while_telegram_answers_nonsense(tmp_path: Path) -> None:
    async with living_through(tmp_path) as trial:
        nested = b'{"ok":true,"result":' + b"[" * 100_000
        fault = trial.telegram.faults.garble("getUpdates", body=nested, times=None)
        trial.telegram.updates.terminate("Conflict: terminated by other getUpdates request")
        trial.ask()  # so that no poll waits
        await trial.telegram.called("getUpdates", trial.telegram.count("getUpdates") + 2, PATIENCE)
        assert await trial.bot.stop() == 0
        assert fault.hits >= 2
