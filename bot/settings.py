"""Settings: read once, from the environment and `.env`; what is wrong is named and refused.

A field is the setting of the same name in capitals (home of pydantic).
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.policy import AllowList, Policy
from bot.setting_values import (
    AnyPath,
    ApiUrl,
    Contact,
    File,
    Folder,
    Format,
    Hashes,
    Ids,
    Level,
    LogFormat,
    LogLevel,
    Offset,
    Origins,
    Port,
    Quiet,
    Switch,
    Url,
    Whole,
    refuse,
)

TOKEN = "TELEGRAM_BOT_TOKEN"  # noqa: S105 -- the name of a setting
_TOKEN_FORM = re.compile(r"\d+:[A-Za-z0-9_-]+", re.ASCII)
_SECRET_FORM = re.compile(r"[A-Za-z0-9_-]{1,256}", re.ASCII)


class SettingsError(Exception):
    """Settings that cannot be used; the message names each and says why, never showing secrets."""


class Settings(BaseModel):
    """What the operator decides. An empty value counts as none.

    >>> Settings(admin_ids="12, 34").policy.admins == {12, 34}
    True
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    telegram_bot_token: SecretStr | None = None
    """The bot's token; None: there is none, or it is in the file."""
    telegram_bot_token_file: AnyPath | None = None
    """A file that holds the token, in place of the token."""
    telegram_api_url: ApiUrl = "https://api.telegram.org/bot"
    """python-telegram-bot's `base_url`, which ends in /bot."""
    corpus_dir: AnyPath | None = None
    """A folder of article files, or a JSONL file; None: those of the index, or ours."""
    synonyms_file: File | None = None
    """The operator's own synonyms, a group of words a line."""
    index_dir: Folder | None = None
    """Where the index and the texts are kept; None: in memory."""
    sentence_vectors: Switch = False
    """Whether vectors of sentences have a say in what comes first (`make meaning`)."""
    opensearch_url: SecretStr | None = None
    """The reports on a cluster: https://user:password@one:9200,https://two:9200/name."""
    opensearch_password_file: File | None = None
    """A file that holds the password, in place of the password in the address."""
    opensearch_certificates: File | None = None
    """The certificates (PEM) that the cluster's are signed by; None: those of the system."""
    data_dir: Folder = Path("data")
    """Where the bot keeps what it must remember."""
    admin_ids: Ids = frozenset()
    keep_question_terms: Switch = False
    retention_days: Whole = 30
    requests_per_minute: Whole = 30
    bot_contact: Contact = ""
    quiet_hours: Quiet = (22 * 60, 7 * 60)
    utc_offset: Offset = 8.0
    """See `Policy`."""
    messages_per_second: Whole = 30
    """What Telegram allows in all; 0: no limit of sending is kept."""
    allowed_chats: Ids = frozenset()
    allowed_users: Ids = frozenset()
    """See `AllowList`."""
    log_format: Format = LogFormat.TEXT
    log_level: Level = LogLevel.INFO
    webhook_url: Url | None = None
    """Where Telegram reaches HTTP_PORT; None: updates are fetched by long polling."""
    webhook_secret: SecretStr = Field(default=SecretStr(""), validate_default=True)
    """What proves that a post comes from Telegram."""
    public_url: Url | None = None
    """Where readers reach the pages of the reports, at HTTP_PORT; None: there are no pages."""
    api_keys: Hashes = frozenset()
    """The SHA-256 of the keys of programs that may use the interface; none: nobody may."""
    api_requests_per_minute: Whole = 60
    """How many requests each key may make in a minute; 0: as many as it likes."""
    api_origins: Origins = frozenset()
    """The sites whose scripts may use the interface from a browser."""
    web_chat: Switch = False
    """Whether there is a chat on a page, at HTTP_PORT and for this machine only."""
    http_host: str = "127.0.0.1"
    http_port: Port = Field(default=0, validate_default=True)
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
            refuse("is not a bot token; @BotFather gives one, digits:letters")
        return token

    @field_validator("telegram_bot_token_file")
    @classmethod
    def _holds_token(cls, file: Path | None, info: ValidationInfo) -> Path | None:
        if file is None:
            return None
        if info.data.get("telegram_bot_token"):
            refuse(f"and {TOKEN} are both set; set one of them")
        if _TOKEN_FORM.fullmatch(str(file)):
            refuse(f"holds a token, but names a file; {TOKEN} takes the token itself")
        try:
            cls._is_token(SecretStr(file.read_text(encoding="utf-8").strip()))
        except (OSError, UnicodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not text"
            refuse(f"cannot be read: {file}: {reason}")
        return file

    @field_validator("webhook_secret")
    @classmethod
    def _is_secret(cls, secret: SecretStr, info: ValidationInfo) -> SecretStr:
        given = secret.get_secret_value()
        if (given or info.data.get("webhook_url")) and not _SECRET_FORM.fullmatch(given):
            refuse("must be 1 to 256 of A-Z, a-z, 0-9, _ and - (openssl rand -hex 32)")
        return secret

    @field_validator("api_keys")
    @classmethod
    def _has_pages(cls, keys: frozenset[str], info: ValidationInfo) -> frozenset[str]:
        if keys and not info.data.get("public_url"):
            refuse("needs PUBLIC_URL, where the interface is reached")
        return keys

    @field_validator("http_port")
    @classmethod
    def _is_there_for_webhook(cls, port: int, info: ValidationInfo) -> int:
        if not port and info.data.get("webhook_url"):
            refuse("is needed by WEBHOOK_URL: Telegram's posts are passed on to it")
        if not port and info.data.get("web_chat") and _has_token(info.data):
            refuse("is needed by WEB_CHAT, beside Telegram")
        if not port and info.data.get("public_url"):
            refuse("is needed by PUBLIC_URL: readers' requests are passed on to it")
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
