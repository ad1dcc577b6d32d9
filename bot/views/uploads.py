"""Documents as they would be published: what was found in them, and what is doubtful."""

from __future__ import annotations

from collections.abc import Iterator

from bot.views.callback_data import Action, Button, CallbackData
from bot.views.quotes import NAME_UNITS
from bot.views.reply import Block, FormattedText, Reply, Style, code, compose, rows, shortened
from bot.views.translations import Translation
from retrieval.article import Article
from retrieval.importing.document import ParsedDocument
from retrieval.importing.importer import FileChange, ImportReport

PUBLISH, EDIT, DROP, SHOW = 1, 2, 3, 4
"""What the buttons under a preview do; SHOW makes one of a picture."""
_ARTICLES, _DOUBTS, _HELD = 10, 5, 3
_FIRST, _WHY = 40, 160


def preview(words: Translation, name: str, parsed: ParsedDocument, unwritable: str = "") -> Reply:
    """Tell what was found in a file, with buttons; without them where nothing can be published."""
    reply = compose(_found(words, name, parsed, unwritable))
    if unwritable or not parsed.articles:
        return reply
    buttons = (("upload_publish", PUBLISH), ("upload_edit", EDIT), ("upload_drop", DROP))
    made = [Button(words.plain(key), _press(part)) for key, part in buttons]
    return reply.over(*rows(made, 2))


def showing(words: Translation) -> Button:
    """Return the button that makes a report of a picture."""
    return Button(words.plain("upload_show"), _press(SHOW))


def editing(words: Translation) -> Reply:
    """Say how source and date are given, with what to type on a button that copies it."""
    template = words.plain("publish_template")
    return Reply(words("publish_usage"), ((Button(template, copies=template),),))


def unreadable(words: Translation, name: str, why: str) -> Reply:
    """Say why a file is no report."""
    return Reply(words("upload_unreadable", name=code(name), why=shortened(why, _WHY)))


def published(words: Translation, report: ImportReport) -> Reply:
    """Tell what was published, with a button for each report."""
    counts = dict.fromkeys(FileChange, 0)
    for one in report.imported:
        counts[one.change] += 1
    lines = [words("upload_done", count=counts[FileChange.NEW] + counts[FileChange.RENEWED])]
    if same := counts[FileChange.SAME]:
        lines.append(words("upload_same", count=same))
    if kept := counts[FileChange.KEPT]:
        lines.append(words("upload_kept", count=kept))
    if report.held:
        lines.append(words("upload_held", count=len(report.held)))
    blocks = [Block(line, is_line=True) for line in lines]
    for place, one in enumerate(report.imported[:_ARTICLES], 1):
        press = CallbackData(Action.BOOK, one.article.id)
        text = _named(words, place, one.article) + " " + code(one.article.id)
        blocks.append(Block(text, (Button(str(place), press),), is_line=True))
    return compose(blocks, 5)


def _found(
    words: Translation, name: str, parsed: ParsedDocument, unwritable: str
) -> Iterator[Block]:
    count = len(parsed.articles)
    yield Block(words("upload_found", name=code(name), count=count).wearing(Style.BOLD))
    for place, article in enumerate(parsed.articles[:_ARTICLES], 1):
        first = next((text for text in article.texts if text.strip()), "")
        line = words("upload_begins", count=len(article.texts), text=shortened(first, _FIRST))
        yield Block(_named(words, place, article) + "\n" + line)
    if count > _ARTICLES:
        yield Block(words("more_reports", count=count - _ARTICLES))
    for problem in parsed.problems[:_DOUBTS]:
        yield Block(words("upload_doubt", why=shortened(problem.why, _WHY)), is_line=True)
    if len(parsed.problems) > _DOUBTS:
        yield Block(words("upload_doubts", count=len(parsed.problems) - _DOUBTS), is_line=True)
    for held in parsed.held[:_HELD]:
        text = shortened(held.text, _FIRST)
        yield Block(words("upload_holds", why=shortened(held.why, _WHY), text=text), is_line=True)
    if len(parsed.held) > _HELD:
        yield Block(words("upload_held", count=len(parsed.held) - _HELD), is_line=True)
    if unwritable:
        yield Block(words("upload_unwritable", why=unwritable))


def _named(words: Translation, place: int, article: Article) -> FormattedText:
    title, byline = (shortened(text, NAME_UNITS) for text in (article.title, article.byline))
    return FormattedText(f"{place}. ") + words("headline", title=title, byline=byline)


def _press(part: int) -> CallbackData:
    return CallbackData(Action.UPLOAD, part=part)
