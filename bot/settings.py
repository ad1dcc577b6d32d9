"""Settings: read once, from the environment and `.env`; what is wrong is named and refused."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Self

from dotenv import dotenv_values

TOKEN = "TELEGRAM_BOT_TOKEN"  # noqa: S105 -- the name of a setting
TOKEN_FILE = f"{TOKEN}_FILE"
_TOKEN_FORM = re.compile(r"\d+:[A-Za-z0-9_-]+", re.ASCII)
_URL_FORM = re.compile(r"https?://[^\s/]+(/\S*)?/bot")
_API_URL = "https://api.telegram.org/bot"
_PER_MINUTE, _PER_SECOND = 30, 30
_YES, _NO = {"yes", "true", "on", "1"}, {"no", "false", "off", "0"}
_MOST_DIGITS = 6
_LOOPBACK = "127.0.0.1"
_GREATEST_PORT = 65535
_WEBHOOK_FORM = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")
_SECRET_FORM = re.compile(r"[A-Za-z0-9_-]{1,256}", re.ASCII)


class LogFormat(StrEnum):
    """Logs for people, or a JSON object a line for machines."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Policy:
    """Rules that commands look up on each call."""

    admins: frozenset[int] = frozenset()
    """Numeric ids of the people who may see /stats and /unanswered, and are told of trouble."""
    keeps_terms: bool = False
    """Whether the words of questions that are rated or unanswered are kept; never whole texts."""
    days: int = 30
    """After so many days what was kept of people is deleted; 0: never."""
    per_minute: int = 0
    """How many requests one person may make in a minute; 0: as many as they like."""


@dataclass(frozen=True, slots=True)
class AllowList:
    """The ids that are let in; nobody listed: everybody is.

    In a listed chat everybody may ask; a listed person may ask in private and inline. Groups that
    are not listed are left.
    """

    chats: frozenset[int] = frozenset()
    users: frozenset[int] = frozenset()

    @property
    def is_limited(self) -> bool:
        """Whether anybody is not let in."""
        return bool(self.chats or self.users)

    def allows(self, user: int | None, group: int | None) -> bool:
        """Whether somebody may ask, in a group or (None) elsewhere."""
        if not self.is_limited:
            return True
        return group in self.chats if group is not None else user in self.users | self.chats


class SettingsError(Exception):
    """A setting that cannot be used; the message names it and says why, never showing secrets."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator decides. An empty value counts as none."""

    token: str | None = field(default=None, repr=False)
    """TELEGRAM_BOT_TOKEN, or the contents of the file TELEGRAM_BOT_TOKEN_FILE names."""
    api_url: str = _API_URL
    """TELEGRAM_API_URL: python-telegram-bot's `base_url`, which ends in /bot."""
    corpus: Path | None = None
    """CORPUS_DIR: a folder of article files, or a JSONL file; None: those of the index, or ours."""
    data: Path = Path("data")
    """DATA_DIR: where the bot keeps what it must remember."""
    log_format: LogFormat = LogFormat.TEXT
    """LOG_FORMAT: text or json."""
    policy: Policy = field(default_factory=lambda: Policy(per_minute=_PER_MINUTE))
    """ADMIN_IDS, KEEP_QUESTION_TERMS, RETENTION_DAYS and REQUESTS_PER_MINUTE."""
    per_second: int = 0
    """MESSAGES_PER_SECOND: what Telegram allows in all; 0: no limit of sending is kept."""
    access: AllowList = AllowList()
    """ALLOWED_CHATS and ALLOWED_USERS."""
    http_host: str = _LOOPBACK
    """HTTP_HOST: the address that HTTP_PORT is at."""
    http_port: int = 0
    """HTTP_PORT: where health, metrics and the webhook are; 0: nowhere."""
    webhook_url: str | None = None
    """WEBHOOK_URL: where Telegram reaches HTTP_PORT; None: updates are fetched by long polling."""
    webhook_secret: str = field(default="", repr=False)
    """WEBHOOK_SECRET: what proves that a post comes from Telegram."""
    index: Path | None = None
    """INDEX_DIR: where the index and the texts are kept; None: in memory."""
    synonyms: Path | None = None
    """SYNONYMS_FILE: the operator's own synonyms, a group of words a line."""

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Self:
        """Read the settings; SettingsError names the first that cannot be used."""
        given = {name: value.strip() for name, value in environment.items() if value.strip()}
        return cls(
            token=_token(given),
            api_url=_api_url(given.get("TELEGRAM_API_URL", _API_URL)),
            corpus=Path(given["CORPUS_DIR"]) if "CORPUS_DIR" in given else None,
            data=_folder("DATA_DIR", given.get("DATA_DIR", "data")),
            log_format=_log_format(given.get("LOG_FORMAT", "text")),
            policy=Policy(
                admins=_ids("ADMIN_IDS", given.get("ADMIN_IDS", "")),
                keeps_terms=_switch("KEEP_QUESTION_TERMS", given.get("KEEP_QUESTION_TERMS", "no")),
                days=_whole("RETENTION_DAYS", given.get("RETENTION_DAYS", "30")),
                per_minute=_whole(
                    "REQUESTS_PER_MINUTE", given.get("REQUESTS_PER_MINUTE", str(_PER_MINUTE))
                ),
            ),
            per_second=_whole(
                "MESSAGES_PER_SECOND", given.get("MESSAGES_PER_SECOND", str(_PER_SECOND))
            ),
            access=AllowList(
                _ids("ALLOWED_CHATS", given.get("ALLOWED_CHATS", "")),
                _ids("ALLOWED_USERS", given.get("ALLOWED_USERS", "")),
            ),
            http_host=given.get("HTTP_HOST", _LOOPBACK),
            http_port=_port(given),
            webhook_url=_webhook_url(given),
            webhook_secret=_webhook_secret(given),
            index=_folder("INDEX_DIR", given["INDEX_DIR"]) if "INDEX_DIR" in given else None,
            synonyms=_file("SYNONYMS_FILE", given),
        )

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must stand in no log."""
        return tuple(filter(None, (self.token, self.webhook_secret)))

    @property
    def database(self) -> Path:
        """The file of the bot's database."""
        return self.data / "journal.sqlite3"


def environment() -> dict[str, str]:
    """Return the variables of `.env` in the working folder and, before them, the real ones."""
    written = dotenv_values(".env", interpolate=False)
    return {name: value for name, value in written.items() if value is not None} | dict(os.environ)


def _token(given: Mapping[str, str]) -> str | None:
    if TOKEN in given and TOKEN_FILE in given:
        message = f"{TOKEN} and {TOKEN_FILE} are both set; set one of them"
        raise SettingsError(message)
    token = _contents(Path(given[TOKEN_FILE])) if TOKEN_FILE in given else given.get(TOKEN)
    if token is not None and not _TOKEN_FORM.fullmatch(token):
        name = TOKEN_FILE if TOKEN_FILE in given else TOKEN
        message = f"{name} is not a bot token; @BotFather gives one, digits:letters"
        raise SettingsError(message)
    return token


def _contents(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text"
        message = f"{TOKEN_FILE} cannot be read: {file}: {reason}"
        raise SettingsError(message) from error


def _api_url(url: str) -> str:
    if not _URL_FORM.fullmatch(url):
        message = "TELEGRAM_API_URL must be a http(s) address that ends in /bot"
        raise SettingsError(message)
    return url


def _folder(name: str, value: str) -> Path:
    path = Path(value)
    if path.exists() and not path.is_dir():
        message = f"{name} is not a folder: {path}"
        raise SettingsError(message)
    return path


def _file(name: str, given: Mapping[str, str]) -> Path | None:
    path = Path(given[name]) if name in given else None
    if path and not path.is_file():
        message = f"{name} is not a file: {path}"
        raise SettingsError(message)
    return path


def _ids(name: str, value: str) -> frozenset[int]:
    """Read numeric ids of people or chats (groups have negative ones), between commas or spaces."""
    parts = value.replace(",", " ").split()
    if not all(re.fullmatch(r"-?[0-9]{1,18}", part) for part in parts):
        message = f"{name} must be numeric ids that Telegram gives, between commas: {value!r}"
        raise SettingsError(message)
    return frozenset(map(int, parts))


def _switch(name: str, value: str) -> bool:
    if value.lower() not in _YES | _NO:
        message = f"{name} must be yes or no, not {value!r}"
        raise SettingsError(message)
    return value.lower() in _YES


def _whole(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS):
        message = f"{name} must be a whole number from 0, not {value!r}"
        raise SettingsError(message)
    return int(value)


def _log_format(value: str) -> LogFormat:
    try:
        return LogFormat(value.lower())
    except ValueError:
        message = f"LOG_FORMAT must be text or json, not {value!r}"
        raise SettingsError(message) from None


def _port(given: Mapping[str, str]) -> int:
    port = _whole("HTTP_PORT", given.get("HTTP_PORT", "0"))
    if port > _GREATEST_PORT:
        message = f"HTTP_PORT must be at most {_GREATEST_PORT}, not {port}"
        raise SettingsError(message)
    if not port and "WEBHOOK_URL" in given:
        message = "WEBHOOK_URL needs HTTP_PORT, the port Telegram's posts are passed on to"
        raise SettingsError(message)
    return port


def _webhook_url(given: Mapping[str, str]) -> str | None:
    url = given.get("WEBHOOK_URL")
    if url is not None and not _WEBHOOK_FORM.fullmatch(url):
        message = "WEBHOOK_URL must be an address like https://bot.example.org"
        raise SettingsError(message)
    return url


def _webhook_secret(given: Mapping[str, str]) -> str:
    secret = given.get("WEBHOOK_SECRET", "")
    if ("WEBHOOK_URL" in given or secret) and not _SECRET_FORM.fullmatch(secret):
        message = "WEBHOOK_SECRET must be 1 to 256 of A-Z, a-z, 0-9, _ and - (openssl rand -hex 32)"
        raise SettingsError(message)
    return secret
