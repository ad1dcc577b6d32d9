"""Who is let in: the listed, at a pace; who asks too fast is told once, then not answered."""

from __future__ import annotations

import datetime as dt

import pytest
from telegram import Bot, CallbackQuery, Chat, InlineQuery, Message, Update, User

from bot.policy import AllowList, Policy
from bot.telegram.admission import BOUND, Admission, Fate, Throttle

READER, NEIGHBOUR = User(7, "读者", is_bot=False), User(8, "邻居", is_bot=False)
BOT = Bot("1:abcdefgh")
BOT._bot_user = User(1, "问报", is_bot=True, username="wenbao_bot")  # noqa: SLF001
GROUP = Chat(-100, Chat.SUPERGROUP)
EVERYBODY = AllowList()


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def said(user: User = READER, chat: Chat | None = None, text: str = "问") -> Update:
    moment = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    chat = chat or Chat(user.id, Chat.PRIVATE)
    message = Message(1, moment, chat, from_user=user, text=text)
    message.set_bot(BOT)
    return Update(1, message=message)


def fates(admission: Admission, updates: list[Update], waiting: int = 0) -> list[tuple[str, bool]]:
    found = []
    for update in updates:
        chat = update.effective_chat
        verdict = admission.judge(update, str(chat.id if chat else 7), waiting)
        found.append((verdict.fate.value, verdict.is_handled))
    return found


def test_who_asks_too_fast_is_told_once_a_minute_and_nobody_else_is_concerned() -> None:
    clock = Clock()
    admission = Admission(EVERYBODY, Policy(per_minute=3), (), clock)
    assert fates(admission, [said()] * 6) == [
        *[("admitted", True)] * 3,
        ("throttled", True),
        *[("throttled", False)] * 2,
    ]
    assert fates(admission, [said(NEIGHBOUR)]) == [("admitted", True)]
    clock.now = 120
    assert fates(admission, [said()] * 5)[2:] == [
        ("admitted", True),
        ("throttled", True),
        ("throttled", False),
    ]


@pytest.mark.parametrize(
    "update",
    [
        Update(1, callback_query=CallbackQuery("1", READER, "x", data="x")),
        Update(1, inline_query=InlineQuery("1", READER, "x", "")),
    ],
)
def test_a_button_never_spins_for_ever_nor_is_a_query_left_alone(update: Update) -> None:
    admission = Admission(EVERYBODY, Policy(per_minute=1), (), Clock())
    told = fates(admission, [update] * 10)
    assert told[0] == ("admitted", True)
    assert told[-1] == ("throttled", True)
    assert all(is_handled for _, is_handled in told)


def test_a_chat_in_which_too_much_waits_is_told_so_once() -> None:
    admission = Admission(EVERYBODY, Policy(), (), Clock())
    assert fates(admission, [said()] * 3, BOUND - 1) == [("admitted", True)] * 3
    assert fates(admission, [said()] * 3, BOUND) == [
        ("crowded", True),
        *[("crowded", False)] * 2,
    ]


def test_a_stranger_is_told_once_and_takes_no_more() -> None:
    admission = Admission(AllowList(users=frozenset({7})), Policy(), (), Clock())
    assert fates(admission, [said(NEIGHBOUR)] * 3) == [
        ("stranger", True),
        *[("stranger", False)] * 2,
    ]
    assert fates(admission, [said()]) == [("admitted", True)]


def test_what_is_not_said_to_us_is_nobodys_request() -> None:
    admission = Admission(EVERYBODY, Policy(per_minute=1), (), Clock())
    assert fates(admission, [said(chat=GROUP)] * 5) == [("not_for_us", False)] * 5
    assert admission.judge(said(), "7", 0).fate is Fate.ADMITTED


def test_those_who_write_in_the_name_of_a_channel_are_not_one_person() -> None:
    stand_in = {"id": 136817688, "is_bot": True, "first_name": "Channel"}
    admission = Admission(EVERYBODY, Policy(per_minute=1), ("help",), Clock())
    found = []
    for channel in (-1, -1, -2):
        message = {
            "message_id": 1,
            "date": 1,
            "chat": {"id": channel - 100, "type": "supergroup", "title": "x"},
            "sender_chat": {"id": channel, "type": "channel", "title": "x"},
            "from": stand_in,
            "text": "/help",
            "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
        }
        update = Update.de_json({"update_id": 1, "message": message}, BOT)
        found += fates(admission, [update])
    assert [fate for fate, _ in found] == ["admitted", "throttled", "admitted"]


@pytest.mark.parametrize("per_minute", [1, 7, 30, 100])
def test_so_many_are_let_through_and_the_next_after_the_wait(per_minute: int) -> None:
    clock = Clock()
    throttle = Throttle(per_minute, clock)
    assert [throttle.wait("7") for _ in range(per_minute)] == [0] * per_minute
    wait = throttle.wait("7")
    assert 0 < wait <= 60
    assert throttle.wait("8") == 0
    clock.now = wait - 0.999 if wait > 1 else 0.0
    assert throttle.wait("7") > 0
    clock.now = wait
    assert throttle.wait("7") == 0


def test_a_group_has_no_more_than_a_person() -> None:
    clock = Clock()
    throttle = Throttle(6, clock)
    assert [throttle.wait(str(person), "-100") for person in range(6)] == [0] * 6
    assert throttle.wait("6", "-100") == 10
    assert throttle.wait("6", "-200") == throttle.wait("6") == 0
    clock.now = 10
    assert throttle.wait("6", "-100") == 0


def test_what_costs_less_may_be_asked_more_often() -> None:
    throttle = Throttle(2, Clock())
    assert [throttle.wait("7", cost=0.25) for _ in range(8)] == [0] * 8
    assert throttle.wait("7", cost=0.25) > 0


def test_without_a_limit_nobody_waits() -> None:
    throttle = Throttle(0)
    assert not any(throttle.wait("7") for _ in range(1000))


def test_people_who_rest_are_let_go() -> None:
    clock = Clock()
    throttle = Throttle(30, clock)
    for person in range(25_000):
        clock.now += 1
        assert throttle.wait(str(person)) == 0
    assert len(throttle._full) < 15_000  # noqa: SLF001
