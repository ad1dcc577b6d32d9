import json

import pytest

from retrieval.commands.batch import Asked, Broken, read_batch


def test_plain_lines_are_questions_named_by_their_line() -> None:
    lines = ["\ufeff大桥多长？\n".encode(), b"\n", b"   \n", "  何时通车？".encode()]
    assert list(read_batch(lines)) == [Asked("1", "大桥多长？"), Asked("4", "何时通车？")]


def test_json_lines_carry_id_and_conversation() -> None:
    lines = [
        b'{"id": "A1", "question": "x", "conversation": "c"}\n',
        b'{"id": 2, "question": "y", "conversation": 7, "more": []}\r\n',
        b'{"question": ""}',
    ]
    assert list(read_batch(lines)) == [
        Asked("A1", "x", "c"),
        Asked(2, "y", "7"),
        Asked(None, ""),
    ]


@pytest.mark.parametrize(
    ("line", "why", "name"),
    [
        (b"{broken", "not JSON", None),
        (b'{"id": "A1"}', 'no "question"', "A1"),
        (b'{"id": "A1", "question": 3}', 'no "question"', "A1"),
        (b'{"id": "A1", "question": "x", "conversation": []}', "conversation", "A1"),
        (b"\xff\xfe\xfd", "not UTF-8", None),
        (b'{"question": "\\ud800"}', "lone surrogate", None),
        (b'{"question":' + 200_000 * b"[", "nested too deep", None),
    ],
)
def test_a_broken_line_says_why_and_the_rest_goes_on(
    line: bytes, why: str, name: str | None
) -> None:
    broken, following = read_batch([line, b"next"])
    assert isinstance(broken, Broken)
    assert broken.line == 1
    assert why in broken.why
    assert broken.id == name
    assert following == Asked("2", "next")


def test_lines_are_read_one_at_a_time() -> None:
    lines = iter([b"first", b"second"])
    batch = read_batch(lines)
    assert next(batch) == Asked("1", "first")
    assert next(lines) == b"second"


def test_what_json_can_say_comes_through_unchanged() -> None:
    text = "“引号”\t\\ \n 行 ＡＢ 𠮷 \u0000"
    (asked,) = read_batch([json.dumps({"question": text}).encode()])
    assert asked == Asked(None, text)
