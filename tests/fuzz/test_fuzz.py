"""The one-minute form of `make fuzz`, and what the long form has found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.fuzz.targets import TARGETS, handling

SHORT = {
    "importing": 60,
    "asking": 60,
    "rendering": 60,
    "truth": 20,
    "updates": 100,
    "malformed_updates": 100,
}
"""Examples of a target, where it is not 200: all of them together take half a minute."""


@pytest.fixture(scope="module", autouse=True)
def _bot() -> Iterator[None]:
    yield
    handling().close()
    handling.cache_clear()


@pytest.mark.parametrize("name", TARGETS)
def test_it_holds_of_any_input(name: str) -> None:
    examples = SHORT.get(name, 200)
    quiet = list(HealthCheck)  # a machine that is busy is no finding
    settings(max_examples=examples, deadline=None, suppress_health_check=quiet)(TARGETS[name])()


@pytest.mark.parametrize(
    "update",
    [
        # A button under a message sent by inline mode, which we never put there.
        {"callback_query": {"id": "1", "from": {"id": 7, "is_bot": False, "first_name": "甲"},
                            "chat_instance": "1", "inline_message_id": "1", "data": "2s1.0.0.0.."}},
        # Marks of a text that is not there.
        {"message": {"message_id": 1, "date": 1, "chat": {"id": -7, "type": "group"},
                     "entities": [{"type": "mention", "offset": 0, "length": 3}]}},
        # A mark that cuts a character in two.
        {"message": {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}, "text": "𠀀",
                     "entities": [{"type": "mention", "offset": 0, "length": 1}]}},
        # A group that moves, told in a chat we are not in.
        {"guest_message": {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"},
                           "migrate_to_chat_id": 1}},
    ],
)  # fmt: skip
def test_what_was_found_in_updates_is_mended(update: dict[str, object]) -> None:
    handling().handle_update(update)
    assert handling().error is None
