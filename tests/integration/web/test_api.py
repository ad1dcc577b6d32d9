"""The interface for programs over real HTTP: what it says is what the library says."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote as quoted

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from bot.__main__ import main
from bot.web import api, gate
from bot.web.api_keys import ApiKeys, TooFastError, hashed, new_key
from retrieval.answer import Question
from retrieval.answer_json import record
from retrieval.article import Quote
from retrieval.citation.address import Reference
from retrieval.corpus import SHIPPED
from retrieval.library import Library
from retrieval.verdict_json import record as verdict_record
from tests.support.visiting import Got, Visitor, visiting

KEY = new_key()
SPEC = json.loads(
    (Path(__file__).parents[3] / "docs" / "api" / "openapi.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def shipped() -> Library:
    """The reports that the project ships, which the examples of the description ask about."""
    return Library.open(SHIPPED)


@pytest.fixture
async def visitor(shipped: Library) -> AsyncIterator[Visitor]:
    async with visiting(
        shipped, keys=frozenset({hashed(KEY)}), origins=frozenset({"https://www.example.org"})
    ) as visitor:
        visitor.headers["Authorization"] = f"Bearer {KEY}"
        yield visitor


async def post(visitor: Visitor, path: str, body: object) -> Any:  # noqa: ANN401 -- JSON
    got = await visitor.ask("POST", f"/api/v1/{path}", json=body)
    assert got.status == 200, got.text
    return json.loads(got.text)


async def test_answers_and_verdicts_are_those_of_the_library(
    visitor: Visitor, shipped: Library
) -> None:
    question = "店口镇乡贤调解会的调解成功率是多少？"
    told = await post(visitor, "ask", {"question": question})
    assert told == {"version": shipped.version, **record(shipped.answer(Question(question)))}
    assert "98%" in told["quotes"][0]["text"]
    claim = "店口镇“乡贤调解会”的调解成功率达89%"
    judged = await post(visitor, "verify", {"text": claim})
    assert judged == {"version": shipped.version, **verdict_record(shipped.verify(claim))}
    assert judged["outcome"] == "differing"


async def test_a_question_may_lean_on_a_place(visitor: Visitor) -> None:
    told = await post(visitor, "ask", {"question": "作者是谁？", "about": "a06-2"})
    assert told["articles"][0]["id"] == "a06"


async def test_texts_searches_and_citations_are_those_of_the_library(
    visitor: Visitor, shipped: Library
) -> None:
    read = json.loads((await visitor.get("/api/v1/read/a06-2-3")).text)
    assert [one["text"] for one in read["paragraphs"]] == [*shipped.article("a06").texts[1:3]]
    cited = json.loads((await visitor.get("/api/v1/cite/a06-2")).text)
    assert cited["short"] == "《吃茶话事 化解纠纷》郭黎霞、周雨文 · 第2段（a06-2）"
    mark = Reference(shipped.article("a06"), 2, 2).fingerprint
    assert cited["url"].endswith(f"/r/a06-2--{mark}#cited")
    assert read["url"].endswith("/r/a06-2-3#cited")
    found = json.loads((await visitor.get(f"/api/v1/search?q={quoted('调解')}&limit=3")).text)
    assert len(found["whole"]) == 3
    for one in found["whole"]:
        place = Quote(
            shipped.article(one["article"]["id"]), one["paragraph"], one["start"], one["stop"]
        )
        assert place.text == one["text"]


async def test_nobody_asks_without_a_key(visitor: Visitor) -> None:
    for shown in (
        "",
        "Bearer",
        "Bearer x",
        f"Basic {KEY}",
        f"Bearer {KEY}x",
        f"Bearer {hashed(KEY)}",
    ):
        got = await visitor.get("/api/v1/read/a06", Authorization=shown)
        assert got.status == 401
        assert got.headers["WWW-Authenticate"] == "Bearer"
        assert json.loads(got.text)["error"]["code"] == "unauthorized"
        assert "调解" not in got.text


async def test_without_keys_there_is_no_interface(shipped: Library) -> None:
    async with visiting(shipped) as visitor:
        assert (await visitor.get("/api/v1/read/a06")).status == 404


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("ask", b"", 400, "bad_request"),
        ("ask", b"\xff\xfe", 400, "bad_request"),
        ("ask", b"[1]", 400, "bad_request"),
        ("ask", b"[" * 50_000, 400, "bad_request"),
        ("ask", b'{"question": 5}', 400, "bad_request"),
        ("ask", b'{"question": "x", "about": "zz-9"}', 400, "bad_request"),
        ("ask", b'{"question": "x", "about": {}}', 400, "bad_request"),
        ("verify", b'{"text": "  "}', 400, "bad_request"),
        ("nothing", b"{}", 404, "not_found"),
    ],
)
async def test_what_cannot_be_read_is_refused_by_name(
    visitor: Visitor, path: str, body: bytes, status: int, code: str
) -> None:
    got = await visitor.ask("POST", f"/api/v1/{path}", data=body)
    assert (got.status, json.loads(got.text)["error"]["code"]) == (status, code)


async def test_no_address_and_no_words_are_refused(visitor: Visitor) -> None:
    for address in ("zz", "a06-99", "..%2F..%2Fetc%2Fpasswd", "a" * 5000):
        assert (await visitor.get(f"/api/v1/read/{address}")).status == 404
    assert (await visitor.get("/api/v1/search?q=")).status == 400
    assert (await visitor.get("/api/v1/ask")).status == 404


async def test_a_body_that_is_too_long_is_not_read(visitor: Visitor) -> None:
    got = await visitor.ask("POST", "/api/v1/verify", data=b"x" * (1 << 20))
    assert (got.status, json.loads(got.text)["error"]["code"]) == (413, "too_large")

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(64):
            yield b"x" * 4096

    assert (await visitor.ask("POST", "/api/v1/verify", data=endless())).status == 413


async def test_what_goes_wrong_is_told_as_json_and_without_its_reason(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError(KEY)

    monkeypatch.setattr(api, "looked_up", broken)
    got = await visitor.get(f"/api/v1/search?q={quoted('调解')}")
    assert (got.status, json.loads(got.text)["error"]["code"]) == (500, "failed")
    assert KEY not in got.text
    assert "could not be made" in caplog.text
    monkeypatch.undo()
    assert (await visitor.get(f"/api/v1/search?q={quoted('调解')}")).status == 200


async def test_scripts_of_other_sites_read_nothing_unless_they_are_named(visitor: Visitor) -> None:
    def allowed(got: Got) -> str | None:
        return got.headers.get("Access-Control-Allow-Origin")

    other = await visitor.get("/api/v1/read/a06", Origin="https://evil.example")
    assert allowed(other) is None
    named = await visitor.get("/api/v1/read/a06", Origin="https://www.example.org")
    assert allowed(named) == "https://www.example.org"
    asked = await visitor.ask(
        "OPTIONS", "/api/v1/ask", headers={"Origin": "https://www.example.org"}
    )
    assert "Authorization" in asked.headers["Access-Control-Allow-Headers"]
    asked = await visitor.ask("OPTIONS", "/api/v1/ask", headers={"Origin": "https://evil.example"})
    assert allowed(asked) is None


async def test_who_asks_too_fast_is_told_when_to_come_back(shipped: Library) -> None:
    async with visiting(shipped, keys=frozenset({hashed(KEY)}), per_minute=2) as visitor:
        visitor.headers["Authorization"] = f"Bearer {KEY}"
        statuses = [(await visitor.get("/api/v1/cite/a06")).status for _ in range(3)]
        assert statuses == [200, 200, 429]
        last = await visitor.get("/api/v1/cite/a06")
        assert 0 < int(last.headers["Retry-After"]) <= 60


def test_a_key_is_made_with_its_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["key"]) == 0
    key, setting = capsys.readouterr().out.split()
    assert setting == f"API_KEYS={hashed(key)}"
    assert len(key) > 40


def test_a_key_is_free_again_when_its_time_has_come() -> None:
    now = [0.0]
    keys = ApiKeys([hashed("k")], 1, lambda: now[0])
    keys.admit("Bearer k")
    with pytest.raises(TooFastError):
        keys.admit("bearer  k")
    now[0] = 60.0
    keys.admit("BEARER k")


async def test_whoever_asks_much_takes_nothing_from_other_keys(shipped: Library) -> None:
    """A hundred questions of one key, all answered; those of another come in between."""
    other = new_key()
    keys = frozenset({hashed(KEY), hashed(other)})
    async with visiting(shipped, keys=keys) as visitor:
        answered: list[str] = []

        async def ask(key: str, number: int) -> int:
            got = await visitor.get(f"/api/v1/search?q={number}", Authorization=f"Bearer {key}")
            answered.append(key)
            return got.status

        asking = [asyncio.create_task(ask(KEY, number)) for number in range(100)]
        await asyncio.sleep(0.1)
        statuses = await asyncio.gather(*(ask(other, number) for number in range(5)))
        assert answered.count(KEY) < 60
        assert {*statuses, *await asyncio.gather(*asking)} == {200}


async def test_too_many_at_once_are_asked_to_come_back(
    shipped: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "WAITING", 3)
    async with visiting(shipped, keys=frozenset({hashed(KEY)})) as visitor:
        visitor.headers["Authorization"] = f"Bearer {KEY}"
        asked = [visitor.get(f"/api/v1/search?q={quoted('调解')}{n}") for n in range(40)]
        every = await asyncio.gather(*asked)
        assert {got.status for got in every} == {200, 503}
        advice = [got.headers["Retry-After"] for got in every if got.status == 503]
        assert all(0 < int(seconds) <= 60 for seconds in advice)


def test_the_description_is_valid_openapi() -> None:
    validate(SPEC)
    assert {*SPEC["paths"]} == {
        f"{api.ROOT}/{name}"
        for name in ("ask", "verify", "search", "read/{address}", "cite/{address}", "changes")
    }


def examples() -> Iterator[tuple[str, str, str, object]]:
    """Every example of the description: operation, method, path with the example in it, body."""
    for path, methods in SPEC["paths"].items():
        for method, operation in methods.items():
            for parameter in operation.get("parameters", ()):
                for example in parameter.get("examples", {}).values():
                    value = quoted(str(example["value"]))
                    is_in_path = parameter["in"] == "path"
                    name = parameter["name"]
                    at = (
                        path.replace("{address}", value) if is_in_path else f"{path}?{name}={value}"
                    )
                    yield operation["operationId"], method, at, None
            for body in operation.get("requestBody", {}).get("content", {}).values():
                for example in body["examples"].values():
                    yield operation["operationId"], method, path, example["value"]


@pytest.mark.parametrize(("operation", "method", "path", "body"), [*examples()])
async def test_every_example_of_the_description_is_answered_as_it_says(
    visitor: Visitor, operation: str, method: str, path: str, body: object
) -> None:
    got = await visitor.ask(method, path, json=body) if body else await visitor.get(path)
    assert got.status == 200
    conforms(operation, json.loads(got.text))


def conforms(operation: str, told: object) -> None:
    """Hold an answer against the description of an operation."""
    [described] = [
        one["responses"]["200"]["content"]["application/json"]["schema"]
        for methods in SPEC["paths"].values()
        for one in methods.values()
        if one["operationId"] == operation
    ]
    schema = {**described, "components": SPEC["components"]}
    Draft202012Validator(schema).validate(told)
