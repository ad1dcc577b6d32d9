"""Health: well only while round trips to Telegram are completed, and told on the bot's port."""

from __future__ import annotations

import time

import pytest

from bot.health import ask
from bot.telegram.receive import LIMIT, Heartbeat


def test_a_bot_that_never_reached_telegram_is_not_well() -> None:
    assert Heartbeat().diagnosis() == (False, "no round trip to Telegram yet")


def test_a_bot_that_has_just_reached_telegram_is_well() -> None:
    heartbeat = Heartbeat()
    heartbeat.beat()
    well, why = heartbeat.diagnosis()
    assert well
    assert "0 s ago" in why


def test_a_bot_that_went_deaf_is_not_well(monkeypatch: pytest.MonkeyPatch) -> None:
    heartbeat, now = Heartbeat(), time.monotonic()
    heartbeat.beat()
    monkeypatch.setattr(time, "monotonic", lambda: now + LIMIT + 2)
    assert heartbeat.diagnosis()[0] is False


def test_a_clock_that_jumps_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    heartbeat = Heartbeat()
    heartbeat.beat()
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert heartbeat.diagnosis()[0] is True


def test_without_a_port_or_a_bot_there_is_nobody_to_ask() -> None:
    assert ask("127.0.0.1", 0) == (False, "HTTP_PORT is not set: there is nobody to ask")
    well, why = ask("0.0.0.0", 9)  # noqa: S104 -- nothing is bound
    assert (well, why) == (False, "nobody answers on port 9: ConnectionRefusedError")
