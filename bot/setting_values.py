"""What a setting may be: how each kind is read, and what is said of one that cannot be used."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import NoDecode

_MOST = 999_999
_GREATEST_PORT = 65535
_LONGEST_CONTACT = 200
_HOURS = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*[-–—~～]\s*([01]?\d|2[0-3]):([0-5]\d)")


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


def _must(sentence: str) -> WrapValidator:
    """Say in place of pydantic's own words, which tell what was given, what a setting must be."""

    def check(value: object, check_type: ValidatorFunctionWrapHandler) -> object:
        try:
            return check_type(value)
        except ValueError:
            refuse(sentence)

    return WrapValidator(check)


def refuse(sentence: str) -> NoReturn:
    """Say of a setting that it cannot be used, and why; it is pydantic that names it."""
    kind = "setting"
    raise PydanticCustomError(kind, "{sentence}", {"sentence": sentence})


def _path(kind: str, is_one: Callable[[Path], bool]) -> AfterValidator:
    def check(path: Path) -> Path:
        if not is_one(path):
            refuse(f"is not a {kind}: {path}")
        return path

    return AfterValidator(check)


def _parts(ids: object) -> object:
    return ids.replace(",", " ").split() if isinstance(ids, str) else ids


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


Whole = Annotated[int, Field(ge=0, le=_MOST), _must(f"must be a whole number from 0 to {_MOST}")]
Port = Annotated[int, Field(ge=0, le=_GREATEST_PORT), _must(f"must be 0 to {_GREATEST_PORT}")]
Switch = Annotated[bool, _must("must be yes or no")]
Ids = Annotated[
    frozenset[Annotated[int, Field(gt=-(10**18), lt=10**18)]],
    NoDecode,
    BeforeValidator(_parts),
    _must("must be numeric ids that Telegram gives, between commas"),
]
AnyPath = Annotated[Path, _path("path", lambda path: "\0" not in str(path))]
Folder = Annotated[Path, _path("folder", lambda path: path.is_dir() or not path.exists())]
File = Annotated[Path, _path("file", Path.is_file)]
Url = Annotated[
    str,
    Field(pattern=r"^https?://[^\s/?#]+(/[^\s?#]*)?$"),
    _must("must be an address like https://bot.example.org"),
]
ApiUrl = Annotated[
    str,
    Field(pattern=r"^https?://[^\s/]+(/\S*)?/bot$"),
    _must("must be a http(s) address that ends in /bot"),
]
Hashes = Annotated[
    frozenset[Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]],
    NoDecode,
    BeforeValidator(_parts),
    _must("must be hashes of keys, 64 hexadecimal digits each (python -m bot key)"),
]
Origins = Annotated[
    frozenset[Annotated[str, Field(pattern=r"^https?://[^\s/?#]+$")]],
    NoDecode,
    BeforeValidator(_parts),
    _must("must be origins like https://www.example.org, between commas"),
]
Format = Annotated[LogFormat, BeforeValidator(_lower), _must("must be text or json")]
Level = Annotated[LogLevel, BeforeValidator(_lower), _must("must be debug, info, warning or error")]
Contact = Annotated[
    str,
    Field(pattern=r"^[^\r\n]*$", max_length=_LONGEST_CONTACT),
    _must(f"must be one line of at most {_LONGEST_CONTACT} characters"),
]


def _minutes(value: object) -> object:
    """Read 22:00-7:00 as minutes of the day; "no" is no quiet hours."""
    if not isinstance(value, str) or value.lower() in {"no", "off"}:
        return None if isinstance(value, str) else value
    if not (found := _HOURS.fullmatch(value)):
        refuse("must be hours such as 22:00-7:00, or no")
    first, past, last, over = map(int, found.groups())
    return first * 60 + past, last * 60 + over


Quiet = Annotated[tuple[int, int] | None, NoDecode, BeforeValidator(_minutes)]
Offset = Annotated[
    float, Field(ge=-12, le=14), _must("must be hours ahead of UTC, from -12 to 14, such as 8")
]
