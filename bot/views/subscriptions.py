"""Watches, alerts and daily digests as they are told; every word of a report is a quote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby

from bot.storage.subscriptions import Alert, Watch
from bot.views.callback_data import Action, Button, CallbackData
from bot.views.page_links import pack_button
from bot.views.quotes import headline, narrowed, opening, quotation, quoted
from bot.views.reply import Block, Reply, Style, compose, join, rows, shortened
from bot.views.translations import Translation
from retrieval.analysis.sentences import sentences
from retrieval.article import Article, Quote

_CORRECTED, _QUOTED, _DIGEST = 3, 6, 12
"""So many corrections, quotes and reports a message tells."""
_LENGTH = 120
_ACROSS, _OFFERED = 5, 2


def begun(words: Translation, watched: str, days: int) -> Reply:
    """Say that words are watched, and for how long."""
    told = words("watch_begun", words=watched)
    kept = words("watch_kept", days=days) if days else words("watch_kept_on")
    return Reply(join((told, kept), "\n"))


def listed(words: Translation, watches: Sequence[Watch], minute: int | None, until: int) -> Reply:
    """List watches, with a button to end each; `minute` is that of the daily digest."""
    if not watches and minute is None:
        return Reply(words("watches_none"))
    lines = [words("watches", count=len(watches)).wearing(Style.BOLD)] if watches else []
    lines += [words("watch_line", place=n, words=one.words) for n, one in enumerate(watches, 1)]
    if minute is not None:
        lines.append(words("digest_at", time=_clock(minute)))
    if until:
        lines.append(words("watches_until", date=f"{datetime.fromtimestamp(until, UTC):%Y-%m-%d}"))
    ends = [
        Button(words.plain("watch_end", place=n), CallbackData(Action.UNWATCH, number=one.number))
        for n, one in enumerate(watches, 1)
    ]
    return Reply(join(lines, "\n"), rows(ends, _ACROSS))


def offered(words: Translation, telling: Sequence[str]) -> Reply:
    """Ask which word of a question to watch."""
    buttons = [
        Button(f"🔔 {shortened(word, 40)}", CallbackData(Action.BELL, number=number))
        for number, word in enumerate(telling, 1)
    ]
    return Reply(words("watch_which"), rows(buttons, _OFFERED))


def digest_usage(words: Translation, minute: int | None) -> Reply:
    """Say how a daily digest is had, and when it comes, if it does."""
    usage = words("digest_usage")
    at = [] if minute is None else [words("digest_at", time=_clock(minute))]
    return Reply(join((*at, usage), "\n"))


def digest_begun(words: Translation, minute: int, days: int) -> Reply:
    """Say when the digest comes, and for how long."""
    told = words("digest_begun", time=_clock(minute))
    kept = words("watch_kept", days=days) if days else words("watch_kept_on")
    return Reply(join((told, kept), "\n"))


def alerted(words: Translation, found: Sequence[tuple[Alert, Quote]]) -> Reply | None:
    """Quote places that hold watched words, under those words; None when there are none."""
    if not found:
        return None
    told = compose(_alerts(words, found), _ACROSS)
    return told.over(pack_button(words, told, is_told=True))


def corrected(words: Translation, blocks: Sequence[Block]) -> Reply | None:
    """Tell of corrected words that somebody was shown; None when there are none."""
    if not blocks:
        return None
    told = [Block(words("corrected_heading").wearing(Style.BOLD)), *blocks[:_CORRECTED]]
    if len(blocks) > _CORRECTED:
        told.append(Block(words("corrected_more", count=len(blocks) - _CORRECTED)))
    return compose(told, _OFFERED)


def digest(words: Translation, found: Sequence[Quote]) -> Reply:
    """List the news: each report by its title and its first sentence."""
    blocks = [Block(words("digest", count=len(found)).wearing(Style.BOLD))]
    for place, quote in enumerate(found[:_DIGEST], 1):
        press = CallbackData(Action.BOOK, quote.article.id)
        name = join((f"{place}. ", headline(words, quote.article)))
        blocks.append(
            Block(name + "\n" + quotation(quote), (Button(str(place), press),), quotes=(quote,))
        )
    if len(found) > _DIGEST:
        blocks.append(Block(words("digest_more", count=len(found) - _DIGEST)))
    return compose(blocks, _ACROSS)


def ending(words: Translation, watched: Sequence[str]) -> Reply:
    """Say that watches end tomorrow."""
    return Reply(words("watches_ending", words=words.listed(tuple(watched))))


def first_sentence(article: Article) -> Quote | None:
    """Return the first sentence of a report; None when it has no words."""
    for number, text in enumerate(article.texts, 1):
        bare = len(text) - len(text.lstrip())
        if text.strip():
            stop = next(last for _, last in sentences(text) if last > bare)
            return Quote(article, number, bare, stop)
    return None


def _alerts(words: Translation, found: Sequence[tuple[Alert, Quote]]) -> Iterator[Block]:
    place, hidden = 0, 0
    for watched, own in groupby(sorted(found, key=lambda one: one[0].words), _watched):
        yield Block(words("alert", words=watched).wearing(Style.BOLD))
        for alert, quote in own:
            hidden += alert.more
            if place == _QUOTED:
                hidden += 1
                continue
            place += 1
            shown = narrowed(quote, _LENGTH)
            button = Button(f"📖 {place}", opening(shown))
            text = join((f"{place}. ", quoted(words, shown)))
            yield Block(text, (button,), quotes=(shown,))
    if hidden:
        yield Block(words("alert_more", count=hidden))


def _watched(found: tuple[Alert, Quote]) -> str:
    return found[0].words


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"
