"""What takes minutes: kills, an hour's load, outages, changes. `python -m pytest -m long`."""

from __future__ import annotations

import sys

import pytest

from tests.long import kill, outage, reload, soak


@pytest.fixture(autouse=True)
def _as_without_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", sys.argv[:1])


def test_a_bot_killed_two_hundred_times_loses_nothing() -> None:
    assert kill.main() == 0


def test_memory_files_and_tasks_stay_flat() -> None:
    assert soak.main() == 0


def test_reports_change_a_thousand_times_and_nobody_is_disturbed() -> None:
    assert reload.main() == 0


def test_every_question_is_answered_after_an_outage() -> None:
    assert outage.main() == 0
