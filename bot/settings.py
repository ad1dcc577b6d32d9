"""Settings: read once, from the environment and `.env`; what is wrong is named and refused.

A field is the setting of the same name in capitals (home of pydantic).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, NoReturn

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

TOKEN = "TELEGRAM_BOT_TOKEN"  # noqa: S105 -- the name of a setting
_TOKEN_FORM = re.compile(r"\d+:[A-Za-z0-9_-]+", re.ASCII)
_SECRET_FORM = re.compile(r"[A-Za-z0-9_-]{1,256}", re.ASCII)
_MOST = 999_999
_GREATEST_PORT = 65535
_LONGEST_CONTACT = 200
_DAY = 24 * 60
_HOURS = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*[-–—~～]\s*([01]?\d|2[0-3]):([0-5]\d)")


class SettingsError(Exception):
    """Settings that cannot be used; the message names each and says why, never showing secrets."""


class LogFormat(StrEnum):
    """Logs for people, or a JSON object a line for machines."""

    TEXT = "text"
    JSON = "json"


class LogLevel(StrEnum):
    """How much is logged: everything from this level on."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


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
    contact: str = ""
    """Who runs the bot, and how they are reached; empty: not told."""
    public_url: str = ""
    """Where the pages of the reports are, without a slash at the end; empty: there are none."""
    quiet: tuple[int, int] | None = None
    """Minutes of the day from and to which nobody is told anything unasked; None: never."""
    offset: float = 0.0
    """Hours that the clocks here are ahead of UTC."""
    has_history: bool = True
    """Whether it is noted what becomes of each report; it is not of those on a cluster."""

    def local(self, seconds: float) -> tuple[int, int]:
        """Return the day, and the minute of it, of a time in seconds since 1970.

        >>> Policy(offset=8).local(0)
        (0, 480)
        """
        minutes = int(seconds / 60 + self.offset * 60)
        return minutes // _DAY, minutes % _DAY

    def is_quiet(self, minute: int) -> bool:
        """Whether a minute of the day is in the quiet hours, which may go over midnight."""
        first, last = self.quiet or (0, 0)
        return (first <= minute < last) if first <= last else not last <= minute < first


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


def _must(sentence: str) -> WrapValidator:
    """Say in place of pydantic's own words, which tell what was given, what a setting must be."""

    def check(value: object, check_type: ValidatorFunctionWrapHandler) -> object:
        try:
            return check_type(value)
        except ValueError:
            _refuse(sentence)

    return WrapValidator(check)


def _refuse(sentence: str) -> NoReturn:
    kind = "setting"
    raise PydanticCustomError(kind, "{sentence}", {"sentence": sentence})


def _path(kind: str, is_one: Callable[[Path], bool]) -> AfterValidator:
    def check(path: Path) -> Path:
        if not is_one(path):
            _refuse(f"is not a {kind}: {path}")
        return path

    return AfterValidator(check)


def _parts(ids: object) -> object:
    return ids.replace(",", " ").split() if isinstance(ids, str) else ids


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


_Whole = Annotated[int, Field(ge=0, le=_MOST), _must(f"must be a whole number from 0 to {_MOST}")]
_Port = Annotated[int, Field(ge=0, le=_GREATEST_PORT), _must(f"must be 0 to {_GREATEST_PORT}")]
_Switch = Annotated[bool, _must("must be yes or no")]
_Ids = Annotated[
    frozenset[Annotated[int, Field(gt=-(10**18), lt=10**18)]],
    NoDecode,
    BeforeValidator(_parts),
    _must("must be numeric ids that Telegram gives, between commas"),
]
_Path = Annotated[Path, _path("path", lambda path: "\0" not in str(path))]
_Folder = Annotated[Path, _path("folder", lambda path: path.is_dir() or not path.exists())]
_File = Annotated[Path, _path("file", Path.is_file)]
_Url = Annotated[
    str,
    Field(pattern=r"^https?://[^\s/?#]+(/[^\s?#]*)?$"),
    _must("must be an address like https://bot.example.org"),
]
_ApiUrl = Annotated[
    str,
    Field(pattern=r"^https?://[^\s/]+(/\S*)?/bot$"),
    _must("must be a http(s) address that ends in /bot"),
]
_Hashes = Annotated[
    frozenset[Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]],
    NoDecode,
    BeforeValidator(_parts),
    _must("must be hashes of keys, 64 hexadecimal digits each (python -m bot key)"),
]
_Origins = Annotated[
    frozenset[Annotated[str, Field(pattern=r"^https?://[^\s/?#]+$")]],
    NoDecode,
    BeforeValidator(_parts),
    _must("must be origins like https://www.example.org, between commas"),
]
_Format = Annotated[LogFormat, BeforeValidator(_lower), _must("must be text or json")]
_Level = Annotated[
    LogLevel, BeforeValidator(_lower), _must("must be debug, info, warning or error")
]
_Contact = Annotated[
    str,
    Field(pattern=r"^[^\r\n]*$", max_length=_LONGEST_CONTACT),
    _must(f"must be one line of at most {_LONGEST_CONTACT} characters"),
]


def _minutes(value: object) -> object:
    """Read 22:00-7:00 as minutes of the day; "no" is no quiet hours."""
    if not isinstance(value, str) or value.lower() in {"no", "off"}:
        return None if isinstance(value, str) else value
    if not (found := _HOURS.fullmatch(value)):
        _refuse("must be hours such as 22:00-7:00, or no")
    first, past, last, over = map(int, found.groups())
    return first * 60 + past, last * 60 + over


_Quiet = Annotated[tuple[int, int] | None, NoDecode, BeforeValidator(_minutes)]
_Offset = Annotated[
    float, Field(ge=-12, le=14), _must("must be hours ahead of UTC, from -12 to 14, such as 8")
]


class Settings(BaseModel):
    """What the operator decides. An empty value counts as none.

    >>> Settings(admin_ids="12, 34").policy.admins == {12, 34}
    True
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    telegram_bot_token: SecretStr | None = None
    """The bot's token; None: there is none, or it is in the file."""
    telegram_bot_token_file: _Path | None = None
    """A file that holds the token, in place of the token."""
    telegram_api_url: _ApiUrl = "https://api.telegram.org/bot"
    """python-telegram-bot's `base_url`, which ends in /bot."""
    corpus_dir: _Path | None = None
    """A folder of article files, or a JSONL file; None: those of the index, or ours."""
    synonyms_file: _File | None = None
    """The operator's own synonyms, a group of words a line."""
    index_dir: _Folder | None = None
    """Where the index and the texts are kept; None: in memory."""
    sentence_vectors: _Switch = False
    """Whether vectors of sentences have a say in what comes first (`make meaning`)."""
    opensearch_url: SecretStr | None = None
    """The reports on a cluster: https://user:password@one:9200,https://two:9200/name."""
    opensearch_password_file: _File | None = None
    """A file that holds the password, in place of the password in the address."""
    opensearch_certificates: _File | None = None
    """The certificates (PEM) that the cluster's are signed by; None: those of the system."""
    data_dir: _Folder = Path("data")
    """Where the bot keeps what it must remember."""
    admin_ids: _Ids = frozenset()
    keep_question_terms: _Switch = False
    retention_days: _Whole = 30
    requests_per_minute: _Whole = 30
    bot_contact: _Contact = ""
    quiet_hours: _Quiet = (22 * 60, 7 * 60)
    utc_offset: _Offset = 8.0
    """See `Policy`."""
    messages_per_second: _Whole = 30
    """What Telegram allows in all; 0: no limit of sending is kept."""
    allowed_chats: _Ids = frozenset()
    allowed_users: _Ids = frozenset()
    """See `AllowList`."""
    log_format: _Format = LogFormat.TEXT
    log_level: _Level = LogLevel.INFO
    webhook_url: _Url | None = None
    """Where Telegram reaches HTTP_PORT; None: updates are fetched by long polling."""
    webhook_secret: SecretStr = Field(default=SecretStr(""), validate_default=True)
    """What proves that a post comes from Telegram."""
    public_url: _Url | None = None
    """Where readers reach the pages of the reports, at HTTP_PORT; None: there are no pages."""
    api_keys: _Hashes = frozenset()
    """The SHA-256 of the keys of programs that may use the interface; none: nobody may."""
    api_requests_per_minute: _Whole = 60
    """How many requests each key may make in a minute; 0: as many as it likes."""
    api_origins: _Origins = frozenset()
    """The sites whose scripts may use the interface from a browser."""
    web_chat: _Switch = False
    """Whether there is a chat on a page, at HTTP_PORT and for this machine only."""
    http_host: str = "127.0.0.1"
    http_port: _Port = Field(default=0, validate_default=True)
    """Where health, metrics, the webhook and the pages are; 0: nowhere."""

    @cached_property
    def token(self) -> str | None:
        """The bot's token, wherever it was given."""
        if self.telegram_bot_token_file:
            return self.telegram_bot_token_file.read_text(encoding="utf-8").strip()
        return self.telegram_bot_token.get_secret_value() if self.telegram_bot_token else None

    @property
    def policy(self) -> Policy:
        """The rules that commands look up."""
        return Policy(
            admins=self.admin_ids,
            keeps_terms=self.keep_question_terms,
            days=self.retention_days,
            per_minute=self.requests_per_minute,
            contact=self.bot_contact,
            quiet=self.quiet_hours,
            offset=self.utc_offset,
            public_url=(self.public_url or "").rstrip("/"),
            has_history=self.opensearch_url is None,
        )

    @property
    def access(self) -> AllowList:
        """Who is let in."""
        return AllowList(self.allowed_chats, self.allowed_users)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must stand in no log."""
        url = self.opensearch_url.get_secret_value() if self.opensearch_url else None
        return tuple(filter(None, (self.token, self.webhook_secret.get_secret_value(), url)))

    @property
    def vectors_dir(self) -> Path:
        """The folder where vectors of sentences are kept."""
        return self.index_dir or self.data_dir / "vectors"

    @property
    def database(self) -> Path:
        """The file of the bot's database."""
        return self.data_dir / "journal.sqlite3"

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, given: dict[str, Any]) -> dict[str, Any]:
        stripped = {
            name: value.strip() if isinstance(value, str) else value
            for name, value in given.items()
        }
        return {name: value for name, value in stripped.items() if value != ""}

    @field_validator("telegram_bot_token")
    @classmethod
    def _is_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token and not _TOKEN_FORM.fullmatch(token.get_secret_value()):
            _refuse("is not a bot token; @BotFather gives one, digits:letters")
        return token

    @field_validator("telegram_bot_token_file")
    @classmethod
    def _holds_token(cls, file: Path | None, info: ValidationInfo) -> Path | None:
        if file is None:
            return None
        if info.data.get("telegram_bot_token"):
            _refuse(f"and {TOKEN} are both set; set one of them")
        if _TOKEN_FORM.fullmatch(str(file)):
            _refuse(f"holds a token, but names a file; {TOKEN} takes the token itself")
        try:
            cls._is_token(SecretStr(file.read_text(encoding="utf-8").strip()))
        except (OSError, UnicodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not text"
            _refuse(f"cannot be read: {file}: {reason}")
        return file

    @field_validator("webhook_secret")
    @classmethod
    def _is_secret(cls, secret: SecretStr, info: ValidationInfo) -> SecretStr:
        given = secret.get_secret_value()
        if (given or info.data.get("webhook_url")) and not _SECRET_FORM.fullmatch(given):
            _refuse("must be 1 to 256 of A-Z, a-z, 0-9, _ and - (openssl rand -hex 32)")
        return secret

    @field_validator("api_keys")
    @classmethod
    def _has_pages(cls, keys: frozenset[str], info: ValidationInfo) -> frozenset[str]:
        if keys and not info.data.get("public_url"):
            _refuse("needs PUBLIC_URL, where the interface is reached")
        return keys

    @field_validator("http_port")
    @classmethod
    def _is_there_for_webhook(cls, port: int, info: ValidationInfo) -> int:
        if not port and info.data.get("webhook_url"):
            _refuse("is needed by WEBHOOK_URL: Telegram's posts are passed on to it")
        if not port and info.data.get("web_chat") and _has_token(info.data):
            _refuse("is needed by WEB_CHAT, beside Telegram")
        if not port and info.data.get("public_url"):
            _refuse("is needed by PUBLIC_URL: readers' requests are passed on to it")
        return port


def _has_token(data: dict[str, Any]) -> bool:
    return bool(data.get("telegram_bot_token") or data.get("telegram_bot_token_file"))


class _Environment(Settings, BaseSettings):
    """The settings of this process: from its variables and, where those say nothing, `.env`."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore")


def read() -> Settings:
    """Read the settings; SettingsError names all that cannot be used."""
    try:
        return _Environment()
    except ValidationError as error:
        raise SettingsError("; ".join(map(_told, error.errors(include_input=False)))) from None
    except (OSError, UnicodeDecodeError) as error:
        message = f".env cannot be read: {type(error).__name__}"
        raise SettingsError(message) from None


def _told(error: Any) -> str:  # noqa: ANN401 -- pydantic's own dictionary
    return f"{str(error['loc'][0]).upper()} {error['msg']}"
