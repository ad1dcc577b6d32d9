"""What is counted and measured while the bot runs, for Prometheus (home of prometheus_client).

Nothing here tells who asked or what: labels are kinds, never ids or words.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

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

CONTENT_TYPE = CONTENT_TYPE_LATEST

_QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
_PATIENT = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


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
        self._watched = {
            "queue": Gauge("wenbao_queue", "Updates not yet done", registry=registry),
            "silence": Gauge(
                "wenbao_telegram_silence_seconds",
                "Since Telegram was last heard of",
                registry=registry,
            ),
            "tasks": Gauge("wenbao_tasks", "Tasks of the event loop", registry=registry),
        }

    def received(self, fate: str, count: int = 1) -> None:
        """Count updates: `new`, `repeated` or `malformed`."""
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

    def watch(self, queue: Callable[[], float], silence: Callable[[], float]) -> None:
        """Look at the length of the queue, and at Telegram's silence in s, when asked."""
        self._watched["queue"].set_function(queue)
        self._watched["silence"].set_function(silence)
        self._watched["tasks"].set_function(lambda: len(asyncio.all_tasks()))

    def page(self) -> bytes:
        """Return everything in the text format of Prometheus."""
        return generate_latest(self._registry)
