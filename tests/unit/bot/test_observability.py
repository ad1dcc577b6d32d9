"""Logs: the token stands in none of them, in whatever form it comes."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
import warnings
from urllib.parse import quote

import pytest
from hypothesis import given, strategies as st

from bot.observability import Redactor, configure, logged
from bot.setting_values import LogFormat, LogLevel

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"  # noqa: S105 -- the manual's example
HALF = TOKEN.partition(":")[2]


def everything_goes_wrong() -> None:
    """Let the token out by every door there is."""
    log = logging.getLogger("somebody.else")
    log.info("GET https://api.telegram.org/bot%s/getMe", TOKEN)
    log.info("encoded %s and %r", quote(TOKEN, safe=""), TOKEN.encode())
    log.info("half of it: %s", HALF)
    log.warning({"url": TOKEN})
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(f"the token is {TOKEN}", UserWarning, stacklevel=1)
    try:
        int(TOKEN)
    except ValueError as error:
        log.exception("it broke")
        sys.excepthook(type(error), error, error.__traceback__)
    thread = threading.Thread(target=lambda: int(TOKEN))
    thread.start()
    thread.join()
    log.error("with a stack", stack_info=True)


@pytest.mark.parametrize("shape", LogFormat)
def test_no_log_shows_the_token(shape: LogFormat) -> None:
    stream = io.StringIO()
    configure(shape, LogLevel.INFO, [TOKEN], stream)
    everything_goes_wrong()
    output = stream.getvalue()
    assert output.count("***") >= 9
    assert HALF not in output
    assert quote(TOKEN, safe="") not in output
    assert "it broke" in output


def test_logs_for_machines_are_one_object_a_line() -> None:
    stream = io.StringIO()
    configure(LogFormat.JSON, LogLevel.INFO, [], stream)
    everything_goes_wrong()
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert {"time", "level", "logger", "message"} <= lines[0].keys()
    assert "ValueError" in next(
        line["exception"] for line in lines if line["message"] == "it broke"
    )


def test_fields_stand_in_every_line_that_is_logged_meanwhile() -> None:
    stream = io.StringIO()
    configure(LogFormat.JSON, LogLevel.INFO, [], stream)
    log = logging.getLogger("somebody")
    with logged(update=7, kind="message"):
        log.info("answered", extra={"outcome": "found", "ms": 12.5, "text": "people's words"})
    log.info("later")
    told, later = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert {key: told.get(key) for key in ("update", "kind", "outcome", "ms")} == {
        "update": 7,
        "kind": "message",
        "outcome": "found",
        "ms": 12.5,
    }
    assert "people" not in str(told)
    assert set(later) == {"time", "level", "logger", "message"}


@pytest.mark.parametrize("level", LogLevel)
def test_no_more_is_logged_than_the_level_says(level: LogLevel) -> None:
    stream = io.StringIO()
    configure(LogFormat.TEXT, level, [], stream)
    for name in ("bot.somewhere", "aiosqlite"):
        for number in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR):
            logging.getLogger(name).log(number, "from %s at %d", name, number)
    ours = [
        number
        for number in (10, 20, 30, 40)
        if f"bot.somewhere at {number}" in str(stream.getvalue())
    ]
    least = logging.getLevelNamesMapping()[level.upper()]
    assert ours == [number for number in (10, 20, 30, 40) if number >= least]
    assert "aiosqlite at 10" not in stream.getvalue()


@given(st.from_regex(r"\d{1,12}:[A-Za-z0-9_-]{8,40}", fullmatch=True), st.text(), st.text())
def test_a_token_is_masked_wherever_it_stands(token: str, before: str, after: str) -> None:
    masked = Redactor([token])
    letters = token.partition(":")[2]
    every = "".join(f"%{ord(character):02x}" for character in token)
    for form in (token, quote(token, safe=""), every, letters):
        assert letters not in masked(f"{before} {form} {after}").replace(before, "").replace(
            after, ""
        )


def test_tokens_of_other_bots_are_masked_too() -> None:
    assert Redactor()(f"bot{TOKEN}/getMe") == "bot***/getMe"


def test_what_is_no_secret_stays() -> None:
    assert Redactor([TOKEN])("12:34 件 250余件 a01-3") == "12:34 件 250余件 a01-3"
