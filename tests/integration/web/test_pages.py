"""Pages of reports over real HTTP: what is cited is marked, and what is strange stays text."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import quote as quoted

import pytest
from hypothesis import given, settings, strategies as st

from bot.web import archive_pages
from bot.web.styled_text import marked
from retrieval.article import Article
from retrieval.citation.address import Reference
from retrieval.corpus import Corpus
from retrieval.library import Library
from tests.support.corpus import ARTICLES, BRIDGE, LIBRARY
from tests.support.strategies import NASTY
from tests.support.visiting import URL, Visitor, visiting

MARKUP = "<script>alert(1)</script>\"'&amp;<img src=x onerror=alert(2)>{{7*7}}{% raw %}"
STRANGE = Article(
    "x<b>-1",
    f"题{MARKUP}",
    (f"一{MARKUP}", "", *NASTY),
    byline=MARKUP,
    place=MARKUP,
    source=MARKUP,
    date=MARKUP,
)


@pytest.fixture
async def visitor(library: Library) -> AsyncIterator[Visitor]:
    async with visiting(library, username=lambda: "wenbao_bot") as visitor:
        yield visitor


@pytest.mark.parametrize(
    ("address", "cited"),
    [
        ("t01", []),
        ("t01-2", [BRIDGE.texts[1]]),
        ("t01-2-3", [*BRIDGE.texts[1:3]]),
        ("T01-2", [BRIDGE.texts[1]]),
        ("t02-1?at=3-7", [LIBRARY.texts[0][3:7]]),
        ("t02-1?at=7-3", [LIBRARY.texts[0]]),
        ("t02-1?at=0-99999", [LIBRARY.texts[0]]),
    ],
)
async def test_the_whole_report_is_there_and_what_is_cited_is_marked(
    visitor: Visitor, address: str, cited: list[str]
) -> None:
    got = await visitor.get(f"/r/{address}")
    assert got.status == 200
    assert got.tree.texts("mark") == cited
    report = LIBRARY if "t02" in address else BRIDGE
    assert [text for text in got.tree.texts("p") if text in report.texts] == [*report.texts]


async def test_a_page_tells_how_its_place_is_cited_and_shared(visitor: Visitor) -> None:
    got = await visitor.get("/r/t01-2")
    assert "《青石镇修复古桥 老街再迎游人》陆云帆 · 第2段（t01-2）" in got.tree.texts("code")
    mark = Reference(BRIDGE, 2, 2).fingerprint
    assert f"{URL}/r/t01-2--{mark}#cited" in got.tree.texts("code")
    links = got.tree.links()
    assert "https://t.me/wenbao_bot?start=t01-2" in links
    assert {"/r/t01-1#cited", "/r/t01-3#cited", "/r/t02"} <= set(links)
    metas = {attrs.get("property"): attrs.get("content") for tag, attrs in got.tree.tags}
    assert metas["og:url"] == f"{URL}/r/t01-2--{mark}#cited"
    assert metas["og:description"] == BRIDGE.texts[1]


async def test_words_that_have_changed_since_are_shown_with_a_remark(visitor: Visitor) -> None:
    mark = Reference(BRIDGE, 2, 2).fingerprint
    assert "改动过" not in (await visitor.get(f"/r/t01-2--{mark}")).text
    assert "改动过" in (await visitor.get("/r/t01-2--000000")).text


async def test_an_earlier_version_that_is_not_kept_is_not_passed_off(visitor: Visitor) -> None:
    assert "没有保留" in (await visitor.get("/r/t01?version=0123456789ab")).text


@pytest.mark.parametrize(
    ("tags", "said"),
    [
        ("", "全部报道"),
        ("zh-TW,zh;q=0.8,en;q=0.5", "全部報導"),
        ("fr, en;q=0.5, zh;q=0.2", "All reports"),
        ("zh-CN, en", "全部报道"),
        ("de;q=x, ;;;, en;q=0.1", "All reports"),
    ],
)
async def test_a_page_speaks_the_language_of_the_browser(
    visitor: Visitor, tags: str, said: str
) -> None:
    for path in ("/", "/r/t01", "/nowhere", "/r/nothing"):
        assert said in (await visitor.get(path, Accept_Language=tags)).text


async def test_a_language_that_was_asked_for_is_kept(visitor: Visitor) -> None:
    first = await visitor.get("/?lang=en")
    assert first.headers["Set-Cookie"].startswith("lang=en;")
    assert "All reports" in (await visitor.get("/", Accept_Language="zh-CN")).text


@pytest.mark.parametrize(
    "path", ["/nowhere", "/r/none", "/r/t01-99", "/e/nobody", "/static/../site.py", "/r/../../etc"]
)
async def test_what_is_not_there_is_said_to_be_missing(visitor: Visitor, path: str) -> None:
    got = await visitor.get(path)
    assert got.status == 404
    assert got.headers["Cache-Control"] == "no-store"
    assert "打不开这一页" in got.text


async def test_a_browser_keeps_what_it_has(visitor: Visitor) -> None:
    first = await visitor.get("/r/t01-2")
    again = await visitor.get("/r/t01-2", If_None_Match=f'"x", {first.headers["ETag"]}')
    assert (again.status, again.text) == (304, "")
    other = await visitor.get("/r/t01-2", If_None_Match=first.headers["ETag"], Accept_Language="en")
    assert other.status == 200
    [style] = [a["href"] for tag, a in first.tree.tags if a.get("rel") == "stylesheet"]
    assert "immutable" in (await visitor.get(str(style))).headers["Cache-Control"]


async def test_nothing_comes_from_elsewhere(visitor: Visitor) -> None:
    for path in ("/", "/r/t01-2", "/s?q=x", "/e", "/nowhere"):
        got = await visitor.get(path)
        policy = got.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        loaded = [
            a.get("src") or a.get("href") for t, a in got.tree.tags if t in {"script", "link"}
        ]
        assert not [one for one in loaded if one and not one.startswith(("/static/", URL))]
        assert not [a for _, a in got.tree.tags if "style" in a or any(k[:2] == "on" for k in a)]


async def test_telegrams_script_is_on_the_pages_inside_telegram_only(visitor: Visitor) -> None:
    inside, outside = await visitor.get("/m/t01-2"), await visitor.get("/r/t01-2")
    script = "https://telegram.org/js/telegram-web-app.js"
    assert script in inside.text
    assert script not in outside.text
    assert "https://web.telegram.org" in inside.headers["Content-Security-Policy"]
    assert inside.tree.texts("mark") == outside.tree.texts("mark")


async def test_a_search_shows_passages_that_lead_to_their_marked_words(visitor: Visitor) -> None:
    got = await visitor.get(f"/s?q={quoted('茶馆')}")
    hits = [link for link in got.tree.links() if link.startswith("/r/t01-3")]
    assert hits
    words = (await visitor.get(hits[0].partition("#")[0])).tree.texts("mark")
    assert "茶馆" in words[0]
    assert "我没有找到" in (await visitor.get(f"/s?q={quoted('潜水艇')}")).text
    assert 'value="&lt;b&gt;&#34;"' in (await visitor.get("/s?q=%3Cb%3E%22")).text


async def test_names_lead_to_the_sentences_that_have_them(visitor: Visitor) -> None:
    listed = (await visitor.get("/e")).tree.links()
    name = f"/e/{quoted('何大川')}"
    assert name in listed
    assert "何大川已经开了九年书车" in "".join((await visitor.get(name)).tree.texts("blockquote"))


async def test_every_name_that_is_listed_has_its_page(visitor: Visitor) -> None:
    listed = [path for path in (await visitor.get("/e")).tree.links() if path.startswith("/e/")]
    assert f"/e/{quoted('季长风')}" in listed
    for path in listed:
        assert (await visitor.get(path)).status == HTTPStatus.OK, path


async def test_who_only_wrote_has_their_reports(visitor: Visitor) -> None:
    links = (await visitor.get(f"/e/{quoted('季长风')}")).tree.links()
    assert [one for one in links if one.startswith("/r/")] == [f"/r/{LIBRARY.id}"]


async def test_markup_in_a_report_is_text_on_every_page() -> None:
    async with visiting(Library(Corpus((STRANGE, BRIDGE)))) as visitor:
        address = quoted(STRANGE.id, safe="")
        for path in (
            f"/r/{address}",
            f"/r/{address}-1",
            "/",
            "/s?q=alert",
            "/e",
            f"/m/{address}-1",
        ):
            got = await visitor.get(path)
            assert got.status == 200
            scripts = [a for tag, a in got.tree.tags if tag == "script"]
            assert all("src" in script for script in scripts)
            pictures = [str(a["src"]) for tag, a in got.tree.tags if tag == "img"]
            assert all(one.startswith("/overview.png?") for one in pictures)
            assert not [tag for tag, a in got.tree.tags if "onerror" in a]
            assert "49" not in got.text.replace("&#39;", "") or path == "/e"
        assert (await visitor.get(f"/r/{address}-1")).tree.texts("mark") == [STRANGE.texts[0]]


async def test_long_and_malformed_requests_get_a_clear_no(visitor: Visitor) -> None:
    assert (await visitor.get("/r/" + "a" * 7000)).status == 404
    assert (await visitor.get("/s?q=" + "a" * 7000)).status == 200
    long = await visitor.ask("POST", "/s", data=b"x" * (1 << 20))
    assert long.status in {404, 413}
    host, port = visitor.where.removeprefix("http://").split(":")
    for sent in (b"GET /" + b"a" * 10_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", b"\x00\xff\r\n\r\n"):
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(sent)
        told = await reader.read(4096)
        assert told.startswith((b"HTTP/1.1 400", b"HTTP/1.0 400"))
        assert b"Traceback" not in told
        writer.close()


@pytest.mark.parametrize("dates", [("", "", ""), ("2024-03-01", "2024-05", "2024-12-31")])
async def test_the_index_draws_the_reports_and_tells_the_figures(dates: tuple[str, ...]) -> None:
    reports = [replace(one, date=date) for one, date in zip(ARTICLES, dates, strict=True)]
    async with visiting(Library(Corpus(tuple(reports)))) as visitor:
        got = await visitor.get("/")
        [picture] = [str(a["src"]) for tag, a in got.tree.tags if tag == "img"]
        async with visitor.session.get(visitor.where + picture) as drawn:
            content = await drawn.read()
            assert drawn.content_type == "image/png"
            assert content.startswith(b"\x89PNG")
        told = [text for text in got.tree.texts("li") if "《" not in text]
        lengths = [f"{n} {sum(map(len, one.texts))}" for n, one in enumerate(ARTICLES, 1)]
        assert told == (["2024-03 1", "2024-05 1", "2024-12 1"] if dates[0] else lengths)


async def test_a_picture_is_drawn_once_however_many_ask(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []

    def draw(counts: Sequence[tuple[str, int]]) -> bytes:
        drawn.append(len(counts))
        return b"PNG"

    monkeypatch.setattr(archive_pages, "bar_chart", draw)
    every = await asyncio.gather(*(visitor.get("/overview.png") for _ in range(20)))
    assert {got.status for got in every} == {200}
    assert drawn == [3]


async def test_where_nothing_can_be_drawn_the_figures_are_there(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_pages, "can_draw", lambda: False)
    monkeypatch.setattr(archive_pages, "bar_chart", lambda _: None)
    got = await visitor.get("/")
    assert not [tag for tag, _ in got.tree.tags if tag == "img"]
    assert "各篇报道的字数" in got.text
    assert (await visitor.get("/overview.png")).status == 404


async def test_robots_keep_out_of_searches(visitor: Visitor) -> None:
    assert "Disallow: /s\n" in (await visitor.get("/robots.txt")).text


async def test_pages_stand_below_the_path_of_their_public_address(library: Library) -> None:
    async with visiting(library, url=f"{URL}/bao") as visitor:
        got = await visitor.get("/r/t01-2")
        mark = Reference(BRIDGE, 2, 2).fingerprint
        assert f"{URL}/bao/r/t01-2--{mark}#cited" in got.tree.texts("code")
        assert "/bao/r/t01-1#cited" in got.tree.links()


edges = st.lists(st.integers(0, 10), max_size=8, unique=True).map(sorted)


@given(st.text(min_size=10, max_size=12), edges)
@settings(max_examples=50)
def test_runs_are_the_text_and_the_marked_ones_its_spans(text: str, at: list[int]) -> None:
    spans = [*zip(at[::2], at[1::2], strict=False)]
    runs = marked(text, spans)
    assert "".join(run.text for run in runs) == text
    assert [run.text for run in runs if run.styles] == [text[a:b] for a, b in spans]
