"""What changed in the reports as programs follow it: all of it once, in order, page by page."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.storage.database import StorageError
from bot.storage.revisions import digest_of
from bot.web.api_keys import hashed, new_key
from retrieval.article import Article
from retrieval.library import Library
from tests.integration.web.test_api import conforms
from tests.integration.web.test_old_versions import NEW, became
from tests.support.corpus import ARTICLES, BRIDGE, LIBRARY, ORCHARD
from tests.support.visiting import Visitor, visiting

KEY = new_key()
RICE = Article("n01", "新的<b>一篇", ("柳湾村种了910亩水稻。",))


@pytest.fixture
async def visitor(library: Library) -> AsyncIterator[Visitor]:
    async with visiting(library, keys=frozenset({hashed(KEY)})) as visitor:
        visitor.headers["Authorization"] = f"Bearer {KEY}"
        yield visitor


async def changes(visitor: Visitor, asked: str = "") -> Any:  # noqa: ANN401 -- JSON
    got = await visitor.get(f"/api/v1/changes{asked}")
    assert got.status == 200, got.text
    told = json.loads(got.text)
    conforms("changes", told)
    assert told.pop("version") == visitor.dispatcher.library.version
    return told


async def test_where_nothing_changed_nothing_is_listed(visitor: Visitor) -> None:
    empty = {"first": 0, "next": 0, "more": False, "changes": []}
    assert await changes(visitor) == empty
    assert await changes(visitor, "?since=17") == {**empty, "next": 17}


async def test_what_came_was_corrected_and_went_is_told_in_order(visitor: Visitor) -> None:
    await became(visitor, NEW, LIBRARY, ORCHARD)
    await became(visitor, NEW, LIBRARY, ORCHARD, RICE)
    await became(visitor, NEW, LIBRARY, RICE)
    told = await changes(visitor)
    assert [(one["kind"], one["id"]) for one in told["changes"]] == [
        ("corrected", "t01"),
        ("new", "n01"),
        ("withdrawn", "t03"),
    ]
    corrected, new, gone = told["changes"]
    assert (corrected["before"], corrected["after"]) == (digest_of(BRIDGE), digest_of(NEW))
    assert corrected["is_current"] is corrected["is_news"] is new["is_current"] is True
    assert new["title"] == RICE.title
    assert (gone["before"], gone["after"]) == (digest_of(ORCHARD), None)
    assert (gone["url"], gone["old_url"], gone["is_current"]) == (None, None, True)
    old = urlsplit(corrected["old_url"])
    page = await visitor.get(f"{old.path}?{old.query}")
    assert "已更正（" in page.text
    assert BRIDGE.texts[0] in page.tree.texts("p")
    assert (await visitor.get(urlsplit(corrected["url"]).path)).tree.texts("h1") == [NEW.title]


async def test_an_earlier_version_is_read_by_its_digest(visitor: Visitor) -> None:
    await became(visitor, NEW, *ARTICLES[1:])
    [change] = (await changes(visitor))["changes"]
    for name in (change["before"], change["before"][:12]):
        told = await read(visitor, f"t01-1-2?version={name}")
        assert [one["text"] for one in told["paragraphs"]] == [*BRIDGE.texts[:2]]
        assert (told["digest"], told["corrected"]) == (change["before"], change["seen"])
        assert told["url"].endswith(f"/r/t01-1-2?version={change['before'][:12]}#cited")
    for asked in ("t01", f"t01?version={change['after']}"):
        told = await read(visitor, asked)
        assert [one["text"] for one in told["paragraphs"]] == [*NEW.texts]
        assert (told["digest"], told["corrected"]) == (change["after"], None)
    for asked in ("t01?version=" + "0" * 32, "t01?version=x", f"t02?version={change['before']}"):
        got = await visitor.get(f"/api/v1/read/{asked}")
        assert (got.status, json.loads(got.text)["error"]["code"]) == (404, "not_found")


async def read(visitor: Visitor, asked: str) -> Any:  # noqa: ANN401 -- JSON
    got = await visitor.get(f"/api/v1/read/{asked}")
    assert got.status == 200, got.text
    told = json.loads(got.text)
    conforms("read", told)
    return told


async def test_pages_hold_every_change_once(visitor: Visitor) -> None:
    versions = [replace(BRIDGE, texts=(f"第{n}版。", *BRIDGE.texts[1:])) for n in range(7)]
    for version in versions:
        await became(visitor, version, *ARTICLES[1:])
    found: list[str] = []
    since, more = 0, True
    while more:
        told = await changes(visitor, f"?since={since}&limit=3")
        assert len(told["changes"]) <= 3
        found += [one["after"] for one in told["changes"]]
        since, more = told["next"], told["more"]
    assert found == [digest_of(version) for version in versions]
    assert (await changes(visitor, f"?since={since}"))["changes"] == []
    last = (await changes(visitor))["changes"][-2:]
    assert [one["is_current"] for one in last] == [False, True]


async def test_a_text_that_is_not_kept_has_no_page(visitor: Visitor) -> None:
    await became(visitor, NEW, *ARTICLES[1:])
    await visitor.dispatcher.storage.transact(
        ("DELETE FROM report_texts WHERE digest = ?", (digest_of(BRIDGE),))
    )
    [one] = (await changes(visitor))["changes"]
    assert (one["old_url"], one["before"]) == (None, digest_of(BRIDGE))


@pytest.mark.parametrize(
    "asked",
    ["since=-1", "since=x", "limit=1.5", "since=" + "9" * 16, "since=%E4%B8%80", "limit=0x1"],
)
async def test_what_is_no_number_is_refused(visitor: Visitor, asked: str) -> None:
    got = await visitor.get(f"/api/v1/changes?{asked}")
    assert got.status == 400
    assert json.loads(got.text)["error"]["code"] == "bad_request"


async def test_a_limit_has_limits(visitor: Visitor) -> None:
    await became(visitor, NEW, *ARTICLES[1:])
    for asked in ("limit=0", "limit=999999999", f"since={10**15 - 1}", "since=&limit="):
        await changes(visitor, f"?{asked}")


async def test_changes_take_a_key_and_a_whole_database(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await visitor.get("/api/v1/changes", Authorization="")).status == 401
    assert (await visitor.ask("POST", "/api/v1/changes")).status == 404

    async def broken(*_: object) -> None:
        message = "the disk is full of secrets"
        raise StorageError(message)

    monkeypatch.setattr(type(visitor.dispatcher.storage.revisions), "after", broken)
    got = await visitor.get("/api/v1/changes")
    assert (got.status, got.headers["Retry-After"]) == (503, "5")
    assert "secrets" not in got.text
