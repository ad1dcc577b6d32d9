"""Earlier versions on pages: all of the old text, marked as such, with what became of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.services.corpus_history import NotedVersion
from bot.storage.revisions import digest_of
from bot.web import old_version
from retrieval.article import Article
from retrieval.citation.address import Reference
from retrieval.claims.statements import Corrected
from retrieval.corpus import Corpus
from retrieval.library import Library
from tests.integration.web.test_pages import MARKUP
from tests.support.corpus import ARTICLES, BRIDGE
from tests.support.visiting import Visitor, visiting

NEW = replace(
    BRIDGE,
    title=f"{BRIDGE.title}（更正）",
    texts=(BRIDGE.texts[0].replace("42米", "143米"), *BRIDGE.texts[1:], "编者补充一段。"),
)
OLD = digest_of(BRIDGE)
WAS = Reference(BRIDGE, 1, 1)


async def became(visitor: Visitor, *articles: Article) -> None:
    """Have the reports be these from now on, and what changed be written down."""
    library = Library(Corpus(articles))
    await visitor.dispatcher.history.take(NotedVersion(visitor.dispatcher.library))
    visitor.dispatcher.show(library)
    await visitor.dispatcher.history.take(NotedVersion(library))


@pytest.fixture
async def visitor(library: Library) -> AsyncIterator[Visitor]:
    async with visiting(library, username=lambda: "wenbao_bot") as visitor:
        await became(visitor, NEW, *ARTICLES[1:])
        yield visitor


def said(visitor_page: str) -> bool:
    return "已更正（" in visitor_page


async def test_an_old_version_is_shown_whole_with_what_became_of_it(visitor: Visitor) -> None:
    for name in (OLD, OLD[:12]):
        got = await visitor.get(f"/r/t01?version={name}")
        assert got.status == 200
        assert said(got.text)
        assert [one for one in got.tree.texts("p") if one in BRIDGE.texts] == [*BRIDGE.texts]
        assert got.tree.texts("h1") == [BRIDGE.title]
        assert (got.tree.texts("s"), got.tree.texts("u")) == (["42米"], ["（更正）", "143米"])
        assert "新增第4段：编者补充一段。" in got.text
        assert "/r/t01" in got.tree.links()
        assert ("meta", {"name": "robots", "content": "noindex"}) in got.tree.tags


async def test_the_report_links_what_it_was(visitor: Visitor) -> None:
    got = await visitor.get("/r/t01")
    assert not said(got.text)
    assert got.tree.texts("h1") == [NEW.title]
    link = f"/r/t01?version={OLD[:12]}"
    assert link in got.tree.links()
    assert said((await visitor.get(link)).text)
    assert "?version=" not in (await visitor.get("/r/t02")).text


async def test_an_address_given_before_a_correction_shows_what_it_was_given_for(
    visitor: Visitor,
) -> None:
    got = await visitor.get(f"/r/t01-1--{WAS.fingerprint}?at=3-9")
    assert said(got.text)
    assert got.tree.texts("mark") == [BRIDGE.texts[0][3:9]]
    for first, last in ((0, 0), (1, 3)):
        place = Reference(BRIDGE, first, last)
        assert said((await visitor.get(f"/r/{place}--{place.fingerprint}")).text)


async def test_words_that_stand_still_are_shown_where_they_stand(visitor: Visitor) -> None:
    place = Reference(BRIDGE, 2, 3)
    await became(visitor, replace(NEW, texts=("编者按。", *NEW.texts)), *ARTICLES[1:])
    got = await visitor.get(f"/r/t01-2-3--{place.fingerprint}")
    assert not said(got.text)
    assert got.tree.texts("mark") == [*BRIDGE.texts[1:3]]
    assert "/r/t01-5#cited" in got.tree.links()


async def test_a_place_that_a_report_has_lost_is_shown_as_it_was(visitor: Visitor) -> None:
    last = Reference(NEW, 4, 4)
    await became(visitor, replace(NEW, texts=NEW.texts[:3]), *ARTICLES[1:])
    assert (await visitor.get("/r/t01-4")).status == 404
    got = await visitor.get(f"/r/t01-4--{last.fingerprint}")
    assert got.tree.texts("mark") == ["编者补充一段。"]
    assert said(got.text)
    assert "现在没有了" in got.text


async def test_an_address_that_a_page_gives_away_goes_on_showing_its_words(
    visitor: Visitor,
) -> None:
    given = [one for one in (await visitor.get("/r/t01-1")).tree.texts("code") if "/r/" in one]
    await became(visitor, *ARTICLES)
    parts = urlsplit(given[0])
    got = await visitor.get(f"{parts.path}?{parts.query}")
    assert said(got.text)
    assert got.tree.texts("mark") == [NEW.texts[0]]
    again = [one for one in got.tree.texts("code") if "/r/" in one]
    parts = urlsplit(again[0])
    assert (await visitor.get(f"{parts.path}?{parts.query}")).tree.texts("mark") == [NEW.texts[0]]
    assert "（旧版，" in got.tree.texts("code")[0]


async def test_what_was_put_back_is_no_old_version(visitor: Visitor) -> None:
    await became(visitor, *ARTICLES)
    for path in (f"/r/t01?version={OLD}", f"/r/t01-1--{WAS.fingerprint}"):
        got = await visitor.get(path)
        assert not said(got.text)
        assert "没有保留" not in got.text
    assert said((await visitor.get(f"/r/t01?version={digest_of(NEW)}")).text)


@pytest.mark.parametrize(
    "version", ["0" * 12, OLD[:11], "x", "..", "%3Cscript%3E", "9" * 3000, "%00", "None"]
)
async def test_a_version_that_is_not_kept_is_not_passed_off(visitor: Visitor, version: str) -> None:
    got = await visitor.get(f"/r/t01?version={version}")
    assert got.status == 200
    assert "没有保留" in got.text
    assert got.tree.texts("h1") == [NEW.title]
    assert "<script>" not in got.text


async def test_a_report_that_is_withdrawn_is_not_shown_from_its_versions(
    visitor: Visitor,
) -> None:
    await became(visitor, *ARTICLES[1:])
    for path in ("/r/t01", f"/r/t01?version={OLD}", f"/r/t01-1--{WAS.fingerprint}"):
        assert (await visitor.get(path)).status == 404


async def test_an_old_text_that_its_digest_does_not_prove_is_not_shown(
    visitor: Visitor,
) -> None:
    storage = visitor.dispatcher.storage
    assert said((await visitor.get(f"/r/t01?version={OLD}")).text)
    [(record,)], _ = await storage.transact(
        ("SELECT record FROM report_texts WHERE digest = ?", (digest_of(ARTICLES[1]),)),
        ("DELETE FROM report_texts WHERE digest = ?", (OLD,)),
    )
    assert "没有保留" in (await visitor.get(f"/r/t01?version={OLD}")).text
    await storage.transact(
        ("INSERT INTO report_texts (digest, record) VALUES (?, ?)", (OLD, record))
    )
    got = await visitor.get(f"/r/t01?version={OLD}")
    assert "没有保留" in got.text
    assert not said(got.text)


async def test_old_markup_is_text() -> None:
    old = Article("s", f"旧{MARKUP}", (f"甲{MARKUP}", f"乙{MARKUP}"), byline=MARKUP)
    new = replace(old, title=f"新{MARKUP}", texts=(f"丙{MARKUP}", f"乙{MARKUP}", MARKUP))
    async with visiting(Library(Corpus((old, BRIDGE)))) as visitor:
        await became(visitor, new, BRIDGE)
        for shelf in ("r", "m"):
            got = await visitor.get(f"/{shelf}/s?version={digest_of(old)}")
            assert said(got.text)
            assert got.tree.texts("h1") == [old.title]
            assert all("src" in a for tag, a in got.tree.tags if tag == "script")
            assert not [tag for tag, a in got.tree.tags if tag == "img" or "onerror" in a]


async def test_a_flood_of_old_versions_is_compared_once_and_proved_each_time(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    compared = old_version.compared

    def counting(*given: Any) -> old_version.OldVersion:  # noqa: ANN401 -- whatever it takes
        made.append(1)
        return compared(*given)

    monkeypatch.setattr(old_version, "compared", counting)
    path = f"/r/t01?version={OLD}"
    for _ in range(5):
        assert said((await visitor.get(path)).text)
    assert len(made) == 1
    for language in ("en", "zh-Hant"):
        assert (await visitor.get(path, Accept_Language=language)).status == 200
    assert len(made) == 3
    monkeypatch.setattr(Corrected, "prove", lambda *_: False)
    assert (await visitor.get(path)).status == 500


@pytest.mark.slow
async def test_a_report_in_which_all_is_other_is_told_of_in_part() -> None:
    old = Article("s", "题", tuple(f"第{n}段。" * 100 for n in range(200)))
    new = replace(old, texts=tuple(text.replace("段", "节") for text in old.texts))
    async with visiting(Library(Corpus((old, BRIDGE)))) as visitor:
        await became(visitor, new, BRIDGE)
        got = await visitor.get(f"/r/s?version={digest_of(old)}")
        assert got.tree.texts("p").count(old.texts[199]) == 1
        assert "段没有列出" in got.text


async def test_inside_telegram_links_stay_there(visitor: Visitor) -> None:
    got = await visitor.get(f"/m/t01-1--{WAS.fingerprint}")
    assert said(got.text)
    links = got.tree.links()
    assert {"/m/t01", f"/m/t01-2?version={OLD[:12]}#cited"} <= set(links)
    assert f"https://t.me/wenbao_bot?start=t01-1--{WAS.fingerprint}" in links
