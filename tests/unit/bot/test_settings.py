"""Settings: read once, refused by name and reason, and never showing a secret."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from pydantic import ValidationError

from bot import settings
from bot.policy import Policy
from bot.setting_values import LogFormat, LogLevel
from bot.settings import Settings, SettingsError

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"  # noqa: S105 -- the manual's example

Read = Callable[[dict[str, str]], Settings]


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Read settings from these variables alone, in a folder without `.env`."""
    monkeypatch.chdir(tmp_path)

    def read(environment: dict[str, str]) -> Settings:
        with monkeypatch.context() as patch:
            for name in Settings.model_fields:
                patch.delenv(name.upper(), raising=False)
            for name, value in environment.items():
                patch.setenv(name, value)
            return settings.read()

    return read


def test_nothing_set_means_the_terminal_and_our_own_reports(read: Read) -> None:
    decided = read({})
    assert decided.model_dump() == Settings().model_dump()
    assert decided.token is None
    assert decided.corpus_dir is None
    assert decided.data_dir == Path("data")
    assert (decided.log_format, decided.log_level) == (LogFormat.TEXT, LogLevel.INFO)


def test_what_is_set_is_read_and_the_empty_counts_as_unset(read: Read, tmp_path: Path) -> None:
    decided = read(
        {
            "TELEGRAM_BOT_TOKEN": f" {TOKEN}\n",
            "TELEGRAM_BOT_TOKEN_FILE": "",
            "TELEGRAM_API_URL": "http://127.0.0.1:8081/bot",
            "CORPUS_DIR": str(tmp_path),
            "DATA_DIR": str(tmp_path / "d"),
            "LOG_FORMAT": "JSON",
            "LOG_LEVEL": "Warning",
            "REQUESTS_PER_MINUTE": "  ",
        }
    )
    assert decided.token == TOKEN
    assert decided.telegram_api_url == "http://127.0.0.1:8081/bot"
    assert (decided.corpus_dir, decided.database.parent) == (tmp_path, tmp_path / "d")
    assert (decided.log_format, decided.log_level) == (LogFormat.JSON, LogLevel.WARNING)
    assert decided.requests_per_minute == 30


def test_an_index_and_synonyms_are_read_when_they_are_given(read: Read, tmp_path: Path) -> None:
    words = tmp_path / "synonyms.txt"
    words.write_text("渡口 码头\n", encoding="utf-8")
    decided = read({"INDEX_DIR": str(tmp_path / "index"), "SYNONYMS_FILE": str(words)})
    assert (decided.index_dir, decided.synonyms_file) == (tmp_path / "index", words)


def test_vectors_of_sentences_are_kept_beside_the_index_else_with_the_bots_data(
    read: Read, tmp_path: Path
) -> None:
    assert not read({}).sentence_vectors
    asked = {"SENTENCE_VECTORS": "yes", "DATA_DIR": str(tmp_path)}
    assert read(asked).sentence_vectors
    assert read(asked).vectors_dir == tmp_path / "vectors"
    index = tmp_path / "index"
    assert read({**asked, "INDEX_DIR": str(index)}).vectors_dir == index


def test_what_the_operator_decides_about_people_is_read(read: Read) -> None:
    given = {"ADMIN_IDS": "12, 34 -56", "KEEP_QUESTION_TERMS": "Yes", "RETENTION_DAYS": "0"}
    given |= {"REQUESTS_PER_MINUTE": "5", "BOT_CONTACT": "某报读者部 @someone"}
    assert read(given).policy == Policy(
        frozenset({12, 34, -56}),
        keeps_terms=True,
        days=0,
        per_minute=5,
        contact="某报读者部 @someone",
        quiet=(22 * 60, 7 * 60),
        offset=8,
    )
    assert not read({}).policy.keeps_terms


def test_telegrams_limits_are_kept_unless_the_operator_says_others(read: Read) -> None:
    assert read({}).messages_per_second == 30
    assert read({"MESSAGES_PER_SECOND": "1000"}).messages_per_second == 1000


def test_a_token_may_lie_in_a_file(read: Read, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(TOKEN + "\n", encoding="utf-8")
    decided = read({"TELEGRAM_BOT_TOKEN_FILE": str(file)})
    assert decided.token == TOKEN
    assert decided.secrets == (TOKEN,)


def test_no_repr_shows_a_secret(read: Read) -> None:
    hook = {"WEBHOOK_URL": "https://b.example", "WEBHOOK_SECRET": "hush-hush", "HTTP_PORT": "1"}
    decided = read({"TELEGRAM_BOT_TOKEN": TOKEN, **hook})
    assert decided.secrets == (TOKEN, "hush-hush")
    for told in (repr(decided), str(decided), str(decided.model_dump()), decided.model_dump_json()):
        assert "AAH" not in told
        assert "hush" not in told


REFUSED = [
    ({"TELEGRAM_BOT_TOKEN": "12 34:SECRET"}, "TELEGRAM_BOT_TOKEN is not a bot token"),
    ({"TELEGRAM_BOT_TOKEN": "SECRET"}, "TELEGRAM_BOT_TOKEN is not a bot token"),
    ({"TELEGRAM_BOT_TOKEN_FILE": "/no/such/SECRE"}, "TELEGRAM_BOT_TOKEN_FILE cannot be read"),
    ({"TELEGRAM_BOT_TOKEN_FILE": "12:SECRET"}, "TELEGRAM_BOT_TOKEN_FILE holds a token"),
    ({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_BOT_TOKEN_FILE": "x"}, "are both set"),
    ({"TELEGRAM_API_URL": "http://127.0.0.1/"}, "TELEGRAM_API_URL must be"),
    ({"TELEGRAM_API_URL": "ftp://127.0.0.1/bot"}, "TELEGRAM_API_URL must be"),
    ({"DATA_DIR": __file__}, "DATA_DIR is not a folder"),
    ({"INDEX_DIR": __file__}, "INDEX_DIR is not a folder"),
    ({"SYNONYMS_FILE": "/no/such/file"}, "SYNONYMS_FILE is not a file"),
    ({"LOG_FORMAT": "xml"}, "LOG_FORMAT must be text or json"),
    ({"LOG_LEVEL": "loud"}, "LOG_LEVEL must be debug, info, warning or error"),
    ({"ADMIN_IDS": "12,@me"}, "ADMIN_IDS must be numeric ids"),
    ({"SENTENCE_VECTORS": "perhaps"}, "SENTENCE_VECTORS must be yes or no"),
    ({"KEEP_QUESTION_TERMS": "perhaps"}, "KEEP_QUESTION_TERMS must be yes or no"),
    ({"RETENTION_DAYS": "-1"}, "RETENTION_DAYS must be a whole number"),
    ({"QUIET_HOURS": "late"}, "QUIET_HOURS must be hours"),
    ({"UTC_OFFSET": "nan"}, "UTC_OFFSET must be hours"),
    ({"REQUESTS_PER_MINUTE": "many"}, "REQUESTS_PER_MINUTE must be a whole number"),
    ({"BOT_CONTACT": "a\nb"}, "BOT_CONTACT must be one line"),
    ({"HTTP_PORT": "65536"}, "HTTP_PORT must be 0 to 65535"),
    ({"WEBHOOK_URL": "b.example"}, "WEBHOOK_URL must be an address"),
    ({"WEBHOOK_URL": "https://b.example", "WEBHOOK_SECRET": "s"}, "HTTP_PORT is needed"),
    ({"WEBHOOK_URL": "https://b.example", "HTTP_PORT": "1"}, "WEBHOOK_SECRET must be 1 to 256"),
    ({"WEBHOOK_SECRET": "SECRET !"}, "WEBHOOK_SECRET must be 1 to 256"),
]


@pytest.mark.parametrize(("given", "reason"), REFUSED)
def test_what_cannot_be_used_is_named_with_the_reason(
    read: Read, given: dict[str, str], reason: str
) -> None:
    with pytest.raises(SettingsError, match=reason) as caught:
        read(given)
    assert "SECRET" not in str(caught.value).replace("WEBHOOK_SECRET", "")
    assert caught.value.__cause__ is None


def test_all_that_cannot_be_used_is_named_at_once(read: Read) -> None:
    with pytest.raises(SettingsError) as caught:
        read({"LOG_FORMAT": "xml", "ADMIN_IDS": "@me", "WEBHOOK_URL": "b", "WEBHOOK_SECRET": "!"})
    named = [told.partition(" ")[0] for told in str(caught.value).split("; ")]
    assert named == ["ADMIN_IDS", "LOG_FORMAT", "WEBHOOK_URL", "WEBHOOK_SECRET"]


def refusals(name: str, value: str) -> set[str]:
    """The kinds of errors that a setting's value is refused with."""
    try:
        Settings.model_validate({name: value})
    except ValidationError as error:
        return {one["type"] for one in error.errors()}
    return set()


@given(st.sampled_from(sorted(Settings.model_fields)), st.text())
def test_whatever_is_given_is_taken_or_refused_in_our_own_words(name: str, value: str) -> None:
    assert refusals(name, value) <= {"setting"}


def test_the_environment_goes_before_the_file_env(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "LOG_FORMAT=json\nDATA_DIR=a$HOME\nADMIN_IDS=1\nSOMETHING_ELSE=2\n"
    (tmp_path / ".env").write_text(lines, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOG_FORMAT", "text")
    monkeypatch.setenv("ADMIN_IDS", "")
    monkeypatch.delenv("DATA_DIR", raising=False)
    decided = settings.read()
    assert (decided.log_format, decided.data_dir) == (LogFormat.TEXT, Path("a$HOME"))
    assert decided.admin_ids == frozenset()


def test_a_file_env_that_is_no_text_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_bytes(b"LOG_FORMAT=\xff\xfe")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError, match=r"\.env cannot be read"):
        settings.read()


@pytest.mark.parametrize(
    ("typed", "quiet"),
    [("23:30-6:00", (23 * 60 + 30, 6 * 60)), ("no", None), ("12:00–13:00", (720, 780))],
)
def test_quiet_hours_are_read(read: Read, typed: str, quiet: tuple[int, int] | None) -> None:
    policy = read({"QUIET_HOURS": typed, "UTC_OFFSET": "-3.5"}).policy
    assert (policy.quiet, policy.offset) == (quiet, -3.5)


@pytest.mark.parametrize(
    ("quiet", "minute", "is_quiet"),
    [
        (None, 0, False),
        ((60, 120), 59, False),
        ((60, 120), 60, True),
        ((60, 120), 120, False),
        ((1320, 420), 1439, True),
        ((1320, 420), 0, True),
        ((1320, 420), 420, False),
        ((0, 0), 0, False),
    ],
)
def test_quiet_hours_may_go_over_midnight(
    quiet: tuple[int, int] | None, minute: int, *, is_quiet: bool
) -> None:
    assert Policy(quiet=quiet).is_quiet(minute) is is_quiet
