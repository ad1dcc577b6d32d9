"""Health: well only while round trips to Telegram are completed."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bot.health import LIMIT, Heartbeat


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "heartbeat"


def test_a_bot_that_never_reached_telegram_is_not_well(file: Path) -> None:
    assert Heartbeat(file).diagnosis() == (False, "no round trip to Telegram yet")


def test_a_bot_that_has_just_reached_telegram_is_well(file: Path) -> None:
    Heartbeat(file).beat()
    well, why = Heartbeat(file).diagnosis()
    assert well
    assert "0 s ago" in why


def test_a_bot_that_went_deaf_is_not_well(file: Path) -> None:
    file.write_text(str(time.monotonic() - LIMIT - 2), encoding="ascii")
    assert Heartbeat(file).diagnosis()[0] is False


@pytest.mark.parametrize("left", ["", "nonsense", "9e99"])
def test_what_an_earlier_boot_left_does_not_count(file: Path, left: str) -> None:
    file.write_text(left, encoding="ascii")
    assert Heartbeat(file).age() is None


def test_a_full_disk_does_not_stop_the_bot(tmp_path: Path) -> None:
    Heartbeat(tmp_path / "no" / "such" / "heartbeat").beat()
