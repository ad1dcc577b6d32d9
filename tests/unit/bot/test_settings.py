"""Settings: read once, refused by name and reason, and never showing a secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import LogFormat, Policy, Settings, SettingsError, environment

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"  # noqa: S105 -- the manual's example


def test_nothing_set_means_the_terminal_and_our_own_reports() -> None:
    settings = Settings.read({})
    assert settings.token is None
    assert settings.corpus is None
    assert (settings.data, settings.log_format) == (Path("data"), LogFormat.TEXT)


def test_what_is_set_is_read_and_the_empty_counts_as_unset(tmp_path: Path) -> None:
    settings = Settings.read(
        {
            "TELEGRAM_BOT_TOKEN": f" {TOKEN}\n",
            "TELEGRAM_BOT_TOKEN_FILE": "",
            "TELEGRAM_API_URL": "http://127.0.0.1:8081/bot",
            "CORPUS_DIR": str(tmp_path),
            "DATA_DIR": str(tmp_path / "d"),
            "LOG_FORMAT": "JSON",
        }
    )
    assert settings == Settings(
        TOKEN, "http://127.0.0.1:8081/bot", tmp_path, tmp_path / "d", LogFormat.JSON, per_second=30
    )


def test_an_index_and_synonyms_are_read_when_they_are_given(tmp_path: Path) -> None:
    words = tmp_path / "synonyms.txt"
    words.write_text("渡口 码头\n", encoding="utf-8")
    settings = Settings.read({"INDEX_DIR": str(tmp_path / "index"), "SYNONYMS_FILE": str(words)})
    assert (settings.index, settings.synonyms) == (tmp_path / "index", words)


def test_what_the_operator_decides_about_people_is_read() -> None:
    given = {"ADMIN_IDS": "12, 34 56", "KEEP_QUESTION_TERMS": "Yes", "RETENTION_DAYS": "0"}
    policy = Settings.read(given | {"REQUESTS_PER_MINUTE": "5"}).policy
    assert policy == Policy(frozenset({12, 34, 56}), keeps_terms=True, days=0, per_minute=5)
    assert not Settings.read({}).policy.keeps_terms


def test_telegrams_limits_are_kept_unless_the_operator_says_others() -> None:
    assert Settings.read({}).per_second == 30
    assert Settings.read({"MESSAGES_PER_SECOND": "1000"}).per_second == 1000


def test_a_token_may_lie_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(TOKEN + "\n", encoding="utf-8")
    assert Settings.read({"TELEGRAM_BOT_TOKEN_FILE": str(file)}).token == TOKEN


def test_no_repr_shows_the_token() -> None:
    assert "AAH" not in repr(Settings.read({"TELEGRAM_BOT_TOKEN": TOKEN}))


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"TELEGRAM_BOT_TOKEN": "12 34:SECRET"}, "TELEGRAM_BOT_TOKEN is not a bot token"),
        ({"TELEGRAM_BOT_TOKEN": "SECRET"}, "TELEGRAM_BOT_TOKEN is not a bot token"),
        ({"TELEGRAM_BOT_TOKEN_FILE": "/no/such/SECRE"}, "TELEGRAM_BOT_TOKEN_FILE cannot be read"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_BOT_TOKEN_FILE": "x"}, "are both set"),
        ({"TELEGRAM_API_URL": "http://127.0.0.1/"}, "TELEGRAM_API_URL must be"),
        ({"TELEGRAM_API_URL": "ftp://127.0.0.1/bot"}, "TELEGRAM_API_URL must be"),
        ({"DATA_DIR": __file__}, "DATA_DIR is not a folder"),
        ({"INDEX_DIR": __file__}, "INDEX_DIR is not a folder"),
        ({"SYNONYMS_FILE": "/no/such/file"}, "SYNONYMS_FILE is not a file"),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT must be text or json"),
        ({"ADMIN_IDS": "12,@me"}, "ADMIN_IDS must be numeric ids"),
        ({"KEEP_QUESTION_TERMS": "perhaps"}, "KEEP_QUESTION_TERMS must be yes or no"),
        ({"RETENTION_DAYS": "-1"}, "RETENTION_DAYS must be a whole number"),
        ({"REQUESTS_PER_MINUTE": "many"}, "REQUESTS_PER_MINUTE must be a whole number"),
    ],
)
def test_what_cannot_be_used_is_named_with_the_reason(given: dict[str, str], reason: str) -> None:
    with pytest.raises(SettingsError, match=reason) as caught:
        Settings.read(given)
    assert "SECRET" not in str(caught.value)


def test_the_environment_goes_before_the_file_env(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("LOG_FORMAT=json\nDATA_DIR=a$HOME\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOG_FORMAT", "text")
    monkeypatch.delenv("DATA_DIR", raising=False)
    read = environment()
    assert (read["LOG_FORMAT"], read["DATA_DIR"]) == ("text", "a$HOME")
