"""Who runs the bot is told where people look for it, and what ids settings name."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.policy import Policy
from retrieval.library import Library
from tests.support.serving import serving
from tests.telegram import FakeTelegram

CONTACT = "某报读者部 @someone"
LANGUAGES = [("zh-hans", "运营者："), ("zh-hant", "營運者："), ("en", "Run by: ")]


@pytest.mark.parametrize(("code", "before"), LANGUAGES)
async def test_who_runs_it_is_told_in_every_language(
    library: Library, tmp_path: Path, code: str, before: str
) -> None:
    policy = Policy(contact=CONTACT)
    async with FakeTelegram() as telegram, serving(telegram, library, tmp_path / "j", policy):
        reader = telegram.user("读者", language_code=code)
        for command in ("about", "privacy"):
            telegram.command(command, user=reader)
            said = (await telegram.reply(telegram.private(reader))).text
            assert said.endswith(before + CONTACT)


async def test_where_nobody_is_named_nobody_is_told(telegram: FakeTelegram) -> None:
    for command in ("about", "privacy"):
        telegram.command(command)
        assert "运营者" not in (await telegram.reply()).text


async def test_ids_are_told_in_private_and_in_a_group(telegram: FakeTelegram) -> None:
    telegram.command("id")
    said = await telegram.reply()
    assert said.spans("code") == (str(telegram.reader.id),) * 2
    group = telegram.group("读报会")
    telegram.command("id", chat=group)
    said = await telegram.reply(group)
    assert said.spans("code") == (str(telegram.reader.id), str(group.id))
    assert group.id < 0
