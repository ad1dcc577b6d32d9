"""Versions of reports as programs read them: what one says, and what changed, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TypedDict

from bot.storage.revisions import ListedRevisions, StoredRevision
from bot.web.rendering import Place
from retrieval.archive_json import ReportRecord, report_record
from retrieval.citation.address import Reference
from retrieval.library import Library
from retrieval.superseded import SHORT


class ChangeRecord(TypedDict):
    """A change of one report; `before` and `after` are digests of all that it said.

    `is_news` tells whether anything is said that was not said before, `is_current` whether the
    report is now as this change left it. `old_url` is the page of what it said before, while that
    is kept; both are null where the report is gone.
    """

    number: int
    kind: str
    id: str
    title: str
    before: str | None
    after: str | None
    seen: str
    is_news: bool
    is_current: bool
    url: str | None
    old_url: str | None


class ChangesRecord(TypedDict):
    """A page of changes; `next` is the `since` of the page that follows.

    `first` is the oldest change that is kept, 0 for none: whoever comes from before it has missed
    some. `more` tells whether others follow now.
    """

    first: int
    next: int
    more: bool
    changes: list[ChangeRecord]


class ReadingRecord(ReportRecord):
    """What a report says in the version that `digest` names; `url` is the page of that.

    `corrected` is when it was seen to be corrected, null for the report as it is.
    """

    digest: str
    corrected: str | None
    url: str


def reading(
    reference: Reference, name: str, place: Place, corrected: int | None = None
) -> ReadingRecord:
    """Write down what an address names in the version `name`, which was corrected, or is not."""
    version = "" if corrected is None else name[:SHORT]
    return ReadingRecord(
        **report_record(reference),
        digest=name,
        corrected=None if corrected is None else _time(corrected),
        url=place.public(reference, version),
    )


def changes_record(
    listed: ListedRevisions, since: int, library: Library, place: Place
) -> ChangesRecord:
    """Write down the changes after the one numbered `since`."""
    numbers = [one.number for one in listed.revisions]
    return ChangesRecord(
        first=listed.first,
        next=max([since, *numbers]),
        more=listed.more,
        changes=list(_changes(listed, library, place)),
    )


def _changes(listed: ListedRevisions, library: Library, place: Place) -> Iterator[ChangeRecord]:
    for one in listed.revisions:
        now = _now(library, one.article)
        here = Reference(library.article(one.article)) if now else None
        is_kept = here and one.after and one.before in listed.kept
        yield ChangeRecord(
            number=one.number,
            kind=_kind(one),
            id=one.article,
            title=one.title,
            before=one.before,
            after=one.after,
            seen=_time(one.seen),
            is_news=one.is_news,
            is_current=one.after == now,
            url=place.public(here) if here else None,
            old_url=place.public(here, (one.before or "")[:SHORT]) if here and is_kept else None,
        )


def _time(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"


def _kind(one: StoredRevision) -> str:
    return "withdrawn" if one.after is None else "new" if one.before is None else "corrected"


def _now(library: Library, article_id: str) -> str | None:
    """Return the digest of a report as it is now; None when it is not there."""
    try:
        return library.digest(article_id).hex()
    except KeyError:
        return None
