"""Logs for people or for machines, from which secrets are taken out at the root.

The formatter sees the finished line, traceback and all, so that nothing can pass it by: not a
request's address, not an exception's text, not what a library prints of its own objects.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
from collections.abc import Iterable
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

from bot.settings import LogFormat

_LOG = logging.getLogger(__name__)
_MASK = "***"
_ANY_BOT = r"\d{6,}(?::|%3A)[A-Za-z0-9_-]{30,}"
_SHORTEST_HALF = 8


class Redactor:
    """Takes secrets out of a text, also where they are percent-encoded, and any bot token."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """Know `secrets`; of a bot token (`digits:letters`) the letters alone are secret too."""
        known = {part for secret in secrets for part in (secret, _half(secret)) if part}
        forms = [_encoded(secret) for secret in sorted(known, key=len, reverse=True)]
        self._pattern = re.compile("|".join([*forms, _ANY_BOT]), re.ASCII)

    def __call__(self, text: str) -> str:
        """Return `text` with every secret masked."""
        return self._pattern.sub(_MASK, text)


class TextFormatter(logging.Formatter):
    """A line a person reads: time, level, logger, message."""

    def __init__(self, redact: Redactor) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """Format a record, secrets masked."""
        return self._redact(super().format(record))


class JsonFormatter(logging.Formatter):
    """A line a machine reads: one JSON object with time, level, logger, message, and trace."""

    def __init__(self, redact: Redactor) -> None:
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """Format a record, secrets masked; `trace` is there when there is one."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self._redact(record.getMessage()),
        }
        if record.exc_info:
            line["trace"] = self._redact(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def configure(shape: LogFormat, secrets: Iterable[str], stream: TextIO | None = None) -> None:
    """Send all logs, warnings and uncaught errors of the process through one redacting handler."""
    redact = Redactor(secrets)
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        JsonFormatter(redact) if shape is LogFormat.JSON else TextFormatter(redact)
    )
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for chatty in ("httpx", "httpcore", "telegram.ext.Application", "jieba"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    # What it cannot read it prints, people's words and all; whoever asked gets the error anyway.
    logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(
        args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
    )


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        _LOG.critical("uncaught", exc_info=(kind, error, trace))


def _half(secret: str) -> str | None:
    """Return the letters of a bot token when they are long enough to be told from a word."""
    letters = secret.rpartition(":")[2]
    return letters if len(letters) >= _SHORTEST_HALF else None


def _encoded(secret: str) -> str:
    """Return a pattern of `secret` in which any character may be percent-encoded."""
    return "".join(f"(?:{re.escape(character)}|%(?i:{ord(character):02x}))" for character in secret)
