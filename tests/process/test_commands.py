"""The bot as a process, as an operator runs it: asked, stopped, started again, and refused."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from subprocess import Popen

import pytest
from aiohttp import ClientSession

from tests.support import corpus
from tests.support.running import free_port
from tests.telegram import FakeTelegram

ROOT = Path(__file__).parent.parent.parent
QUESTION = "望月桥全长多少米?"
PATIENCE = 60.0
TYPED = b"/read t03-1\n/read \xff\n"


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    """The environment of a bot with its own folders and no token."""
    return {
        "PATH": os.environ["PATH"],
        "LANG": os.environ.get("LANG", "C.UTF-8"),
        "HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "CORPUS_DIR": str(corpus.write(tmp_path / "reports")),
        "DATA_DIR": str(tmp_path / "data"),
        "HTTP_PORT": str(free_port()),
        "MESSAGES_PER_SECOND": "0",
    }


async def status_of(settings: Mapping[str, str], path: str) -> int:
    """Fetch a page from the bot's port; return the status."""
    address = f"http://127.0.0.1:{settings['HTTP_PORT']}{path}"
    async with ClientSession() as session, session.get(address) as response:
        return response.status


def left(settings: Mapping[str, str]) -> list[str]:
    """The files of the data folder."""
    return sorted(file.name for file in Path(settings["DATA_DIR"]).glob("*"))


def spoil(settings: Mapping[str, str]) -> None:
    """Put something into the data folder that is no database."""
    folder = Path(settings["DATA_DIR"])
    folder.mkdir()
    (folder / "journal.sqlite3").write_bytes(b"no database" * 100)


async def start(
    arguments: tuple[str, ...], settings: Mapping[str, str], stdin: int = DEVNULL
) -> Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        cwd=settings["HOME"],  # no .env there
        env=dict(settings),
        stdin=stdin,
        stdout=PIPE,
        stderr=PIPE,
    )


async def finish(process: Process, typed: bytes | None = None) -> tuple[int, str, str]:
    """Wait for the end; return exit status, standard output and standard error."""
    try:
        async with asyncio.timeout(PATIENCE):
            output, errors = await process.communicate(typed)
    finally:
        if process.returncode is None:
            process.kill()
    return process.returncode or 0, output.decode(), errors.decode()


async def refused(settings: Mapping[str, str], *arguments: str) -> str:
    """Start a bot that will not start; return the one sentence it says."""
    status, output, errors = await finish(await start(arguments, settings))
    assert (status, output) == (2, "")
    assert "Traceback" not in errors
    return errors.splitlines()[-1]


@asynccontextmanager
async def running(settings: Mapping[str, str]) -> AsyncIterator[list[str]]:
    """Run the bot; on leaving, stop it by SIGTERM, which it obeys in under 8 s.

    What it wrote is in the list that is handed out, once it has ended.
    """
    written: list[str] = []
    process = await start((), settings)
    try:
        yield written
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        status, *texts = await finish(process)
        written.extend(texts)
        assert status == 0
        assert time.monotonic() - began < 8
    except Exception as error:
        if process.returncode is None:
            process.kill()
            error.add_note(f"the bot wrote: {await process.communicate()}")
        raise


async def test_it_answers_is_restarted_and_stops_and_never_tells_its_token(
    settings: dict[str, str],
) -> None:
    async with FakeTelegram() as telegram:
        settings |= {
            "TELEGRAM_BOT_TOKEN": telegram.token,
            "TELEGRAM_API_URL": telegram.base_url,
        }
        async with running(settings) as first:
            telegram.say(QUESTION)
            answer = await telegram.reply(timeout=PATIENCE)
            assert "全长42米" in answer.spans("blockquote")[0]
            telegram.command("search", "书车")
            assert "流动书车开进山村" in (await telegram.reply()).text
            telegram.command("articles")
            assert "共 3 篇" in (await telegram.reply()).text
            telegram.command("read", "t01-1")
            page = await telegram.reply()
        telegram.press("下一段 ▶", page)
        telegram.say("这座桥始建于哪一年?")
        async with running(settings | {"LOG_FORMAT": "json"}) as second:
            assert "第 2/3 段 · t01-2" in (await telegram.edited(page, PATIENCE)).text
            assert "1786年" in (await telegram.reply()).text
            status, said, _ = await finish(await start(("health",), settings))
            assert (status, said[:10]) == (0, "last round")
            assert await status_of(settings, "/readyz") == 200
        assert {call.method for call in telegram.calls if call.code >= 400} <= {"getUpdates"}
        for told in ("".join(first), "".join(second)):
            assert telegram.bot.username in told
            assert telegram.token.partition(":")[2] not in told
    assert left(settings) == ["journal.lock", "journal.sqlite3"]


async def test_it_stops_while_telegram_cannot_be_reached(settings: dict[str, str]) -> None:
    settings |= {"TELEGRAM_BOT_TOKEN": "1:abcdefgh", "TELEGRAM_API_URL": "http://127.0.0.1:9/bot"}
    process = await start((), settings)
    assert process.stderr
    async with asyncio.timeout(PATIENCE):
        while b"next try" not in await process.stderr.readline():
            pass
    process.send_signal(signal.SIGINT)
    status, _, errors = await finish(process)
    assert status == 0
    assert "Traceback" not in errors


async def test_it_stops_in_time_when_an_answer_hangs(settings: dict[str, str]) -> None:
    async with FakeTelegram() as telegram:
        settings |= {
            "TELEGRAM_BOT_TOKEN": telegram.token,
            "TELEGRAM_API_URL": telegram.base_url,
        }
        telegram.faults.hang("sendMessage")
        async with running(settings) as written:
            telegram.say(QUESTION)
            await telegram.called("sendMessage", timeout=PATIENCE)
        assert "stopped in the middle of an answer" in written[1]
        assert "1 updates and answers are left for the next start" in written[1]
        assert "Traceback" not in written[1]


async def test_a_token_that_telegram_refuses_ends_it(settings: dict[str, str]) -> None:
    async with FakeTelegram() as telegram:
        settings |= {
            "TELEGRAM_BOT_TOKEN": "999999:AAHwrongwrongwrongwrongwrongwrongwro",
            "TELEGRAM_API_URL": telegram.base_url,
        }
        said = await refused(settings)
    assert said.startswith("wenbao: TELEGRAM_BOT_TOKEN: Telegram does not accept this token")
    assert "AAHwrong" not in said


async def test_without_a_token_it_says_so(settings: dict[str, str]) -> None:
    assert "TELEGRAM_BOT_TOKEN is not set" in await refused(settings)


async def test_reports_that_are_not_there_are_named(settings: dict[str, str]) -> None:
    settings["CORPUS_DIR"] = "/no/such/reports"
    assert "/no/such/reports: no such file or folder" in await refused(settings, "terminal")


async def test_a_journal_that_cannot_be_kept_is_named(settings: dict[str, str]) -> None:
    spoil(settings)
    settings |= {"TELEGRAM_BOT_TOKEN": "1:abcdefgh"}
    assert "journal.sqlite3: file is not a database" in await refused(settings)


async def test_a_pipe_is_answered_in_the_terminal(settings: dict[str, str]) -> None:
    process = await start(("start",), settings, stdin=PIPE)
    status, output, errors = await finish(
        process, f"{QUESTION}\n/read t03-1\n".encode() + b"/read \xff\n"
    )
    assert (status, errors) == (0, "")
    assert "全长42米" in output
    assert "——《青石镇修复古桥 老街再迎游人》陆云帆 · 第1段" in output
    assert "3400吨" in output
    assert left(settings) == []


def test_a_reader_who_leaves_the_pipe_is_no_error(settings: dict[str, str]) -> None:
    command = [sys.executable, "-m", "bot", "terminal"]
    with Popen(  # noqa: S603 -- our own command
        command, cwd=settings["HOME"], env=settings, stdin=PIPE, stdout=PIPE, stderr=PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(b"/help\n")
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(b"/help\n" * 1000)
            process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait(PATIENCE) == 0


async def test_a_bot_that_does_not_run_is_not_well(settings: dict[str, str]) -> None:
    status, said, _ = await finish(await start(("health",), settings))
    assert (status, said[:14]) == (1, "nobody answers")


async def test_the_operators_synonyms_and_index_are_used(
    settings: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "synonyms.txt").write_text("虹霓 望月桥\n", encoding="utf-8")
    settings |= {"INDEX_DIR": str(tmp_path / "index")}
    asked = "虹霓有多长？".encode()
    without = await finish(await start(("start",), settings, stdin=PIPE), asked)
    settings |= {"SYNONYMS_FILE": str(tmp_path / "synonyms.txt")}
    status, output, errors = await finish(await start(("start",), settings, stdin=PIPE), asked)
    assert (status, errors) == (0, "")
    assert "42米" in output
    assert output != without[1]
    assert (tmp_path / "index" / "manifest.json").is_file()


async def test_an_index_that_cannot_be_written_is_named(
    settings: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    settings |= {"INDEX_DIR": str(tmp_path / "file" / "index")}
    assert "INDEX_DIR cannot be used" in await refused(settings, "terminal")
