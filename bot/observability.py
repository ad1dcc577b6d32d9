"""What the operator sees of a running bot: logs, and metrics for Prometheus.

From logs (structlog's home) secrets are taken out of the finished line, traceback and all, so that
nothing can pass by. Metrics tell neither who asked nor what: labels are kinds.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import TextIO

import structlog
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    generate_latest,
)
from structlog.stdlib import ProcessorFormatter
from structlog.typing import Processor

from bot.setting_values import LogFormat, LogLevel

_LOG = logging.getLogger(__name__)
FIELDS = ("update", "kind", "outcome", "ms")
"""What may stand in a line beside its message: ids, kinds and numbers; never words of people."""

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


def configure(
    shape: LogFormat, level: LogLevel, secrets: Iterable[str], stream: TextIO | None = None
) -> None:
    """Send all logs, warnings and uncaught errors of the process through one redacting handler.

    What libraries say is shown from INFO on at most: below that they tell people's words.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_formatter(shape, Redactor(secrets)))
    number = logging.getLevelNamesMapping()[level.upper()]
    logging.basicConfig(level=max(number, logging.INFO), handlers=[handler], force=True)
    for ours in ("bot", "retrieval"):
        logging.getLogger(ours).setLevel(logging.DEBUG if level is LogLevel.DEBUG else 0)
    for chatty in ("telegram.ext.Application", "jieba"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    # What it cannot read it prints, people's words and all; whoever asked gets the error anyway.
    logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(
        args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
    )


@contextmanager
def logged(**fields: str | float) -> Iterator[None]:
    """Write fields (see `FIELDS`) into every line that is logged meanwhile, by this task.

    >>> with logged(update=7, kind="message"):
    ...     ...
    """
    with structlog.contextvars.bound_contextvars(**fields):
        yield


def _formatter(shape: LogFormat, redact: Redactor) -> logging.Formatter:
    """Return what makes a line of a record; secrets are masked in the finished line."""
    return ProcessorFormatter(
        foreign_pre_chain=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.ExtraAdder(allow=FIELDS),
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper("iso", key="time"),
        ],
        processors=[
            ProcessorFormatter.remove_processors_meta,
            *(_FOR_PEOPLE if shape is LogFormat.TEXT else _FOR_MACHINES),
            lambda _logger, _method, line: redact(str(line)),
        ],
    )


_FOR_PEOPLE: Sequence[Processor] = (
    structlog.dev.ConsoleRenderer(
        colors=False,
        pad_event_to=0,
        timestamp_key="time",
        exception_formatter=structlog.dev.plain_traceback,
    ),
)
"""Time, level, message, logger, fields."""

_FOR_MACHINES: Sequence[Processor] = (
    structlog.processors.format_exc_info,
    structlog.processors.EventRenamer("message"),
    structlog.processors.JSONRenderer(ensure_ascii=False),
)
"""An object with `time`, `level`, `logger`, `message`, fields, and `exception` if there is one."""


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


CONTENT_TYPE = CONTENT_TYPE_LATEST

_QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
_PATIENT = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


GAUGES = {
    "queue": "Updates not yet handled",
    "queue_oldest_seconds": "Since the oldest of them came",
    "outbox": "Requests not yet made",
    "dead_letters": "Requests that were given up, as far as they are remembered",
    "quarantine": "Updates kept aside because they could not be read",
    "telegram_silence_seconds": "Since Telegram was last heard of",
    "tasks": "Tasks of the event loop",
}
"""What can be looked at, by name without `wenbao_`."""


class Metrics:
    """The bot's own registry; what it holds of the process (memory, file descriptors) comes along.

    Use one for each bot: nothing is shared by the process.
    """

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._updates = Counter("wenbao_updates", "Updates", ["fate"], registry=registry)
        self._answers = Counter("wenbao_answers", "Answers", ["outcome"], registry=registry)
        self._finding = Histogram(
            "wenbao_answer_seconds", "Finding an answer", registry=registry, buckets=_QUICK
        )
        self._handling = Histogram(
            "wenbao_update_seconds",
            "From receiving an update until it is done",
            registry=registry,
            buckets=_PATIENT,
        )
        self._troubles = Counter(
            "wenbao_telegram_errors", "Requests that failed", ["kind"], registry=registry
        )
        self._corpus = Info("wenbao_corpus", "The reports", registry=registry)
        self._articles = Gauge("wenbao_articles", "How many reports", registry=registry)
        self._deliveries = Counter(
            "wenbao_deliveries", "Requests to Telegram", ["fate"], registry=registry
        )

    def received(self, fate: str, count: int = 1) -> None:
        """Count updates: `new`, `repeated`, `malformed`, and what became of them on arrival."""
        self._updates.labels(fate).inc(count)

    def done(self, seconds: float) -> None:
        """Note how long an update took from being received until it was done."""
        self._handling.observe(seconds)

    def answered(self, outcome: str) -> None:
        """Count an answer by what it was."""
        self._answers.labels(outcome).inc()

    @contextmanager
    def finding(self) -> Iterator[None]:
        """Measure how long an answer is looked for."""
        with self._finding.time():
            yield

    def trouble(self, kind: str) -> None:
        """Count a request that failed: an HTTP status, `timeout` or `network`."""
        self._troubles.labels(kind).inc()

    def corpus(self, version: str, articles: int) -> None:
        """Tell which reports are being asked."""
        self._corpus.info({"version": version})
        self._articles.set(articles)

    def delivered(self, fate: str) -> None:
        """Count a request by its end: `sent`, or why it was not."""
        self._deliveries.labels(fate).inc()

    def watch(self, name: str, look: Callable[[], float]) -> None:
        """Look at a number, one of `GAUGES`, when asked."""
        gauge = Gauge(f"wenbao_{name}", GAUGES[name], registry=self._registry)
        gauge.set_function(look)

    def page(self) -> bytes:
        """Return everything in the text format of Prometheus."""
        return generate_latest(self._registry)
