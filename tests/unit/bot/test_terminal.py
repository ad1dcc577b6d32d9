"""The conversation in a terminal: a pipe is answered, a person is asked, buttons become words."""

from __future__ import annotations

import io
import re

import pytest

from bot import terminal
from bot.app import App
from bot.settings import Settings
from bot.views.callback_data import Action, Button, CallbackData
from bot.views.reply import FormattedText, Reply, Style, bold
from retrieval.answer import Question
from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.library import Library

QUOTED = (FormattedText("全长") + bold("42米")).wearing(Style.QUOTE) + "\n——《题》"


class Keyboard(io.StringIO):
    """Standard input that is a person's."""

    def isatty(self) -> bool:
        return True


def typed(
    library: Library, text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> str:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert (
        terminal.converse(App.from_settings(Settings(), library=library, database=":memory:")) == 0
    )
    return capsys.readouterr().out


def test_a_question_from_a_pipe_is_answered_with_quote_and_citation(
    library: Library, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    output = typed(library, "望月桥全长多少米?\n", monkeypatch, capsys)
    assert "全长42米" in output
    assert "——《青石镇修复古桥 老街再迎游人》陆云帆 · 第1段" in output
    assert "/read t01-1" in output
    assert "\x1b" not in output


def test_what_a_pipe_asks_stands_before_what_is_answered(
    library: Library, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    output = typed(library, "望月桥全长多少米?\n\n  西湖有多深?\n", monkeypatch, capsys)
    spoken = ("问> 望月桥全长多少米?\n│ ", "全长42米", "问> 西湖有多深?\n这批报道里没有出现过")
    places = [output.find(line) for line in spoken]
    assert places[0] == 0
    assert places == sorted(places)


def test_the_commands_are_those_of_the_chat(
    library: Library, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "/articles\n\n/read t02-2\n/read t02\n/search 书车\n/help\n/START\n/nothing\n/read\n"
    lines += "/verify 书车每月到访一次。\n西湖有多深?\n"
    output = typed(library, lines, monkeypatch, capsys)
    for said in ("共 3 篇", "第 2/2 段 · t02-2", "全文 · t02", "提到“书车”", "/help —— 这份说明"):
        assert said in output
    assert "您好" in output
    assert "没有 /nothing 这个命令" in output
    assert "逐字一致" in output
    assert "这批报道里没有出现过“西湖”" in output


def test_a_follow_up_is_asked_about_what_was_told(
    library: Library,
    heard: list[Question],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    typed(library, "望月桥全长多少米?\n那里呢?\n", monkeypatch, capsys)
    first, second = (question.about for question in heard)
    assert first is None
    assert second
    assert second.article == "t01"


def test_a_person_is_greeted_and_asked_until_the_end(
    library: Library, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = iter(["  ", "/read t03-1"])
    prompts = []

    def read(prompt: str) -> str:
        prompts.append(prompt)
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("sys.stdin", Keyboard())
    monkeypatch.setattr("builtins.input", read)
    assert (
        terminal.converse(App.from_settings(Settings(), library=library, database=":memory:")) == 0
    )
    output = capsys.readouterr().out
    assert "问报：3 篇报道" in output
    assert "3400吨" in output
    assert prompts == ["问> "] * 3


def test_a_language_is_chosen_by_typing_it(
    library: Library, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = ("", "/settings en\n", "/settings 繁體中文\n", "/settings 0\n")
    output = typed(
        library, "/settings\n" + "/articles\n".join(chosen) + "/articles\n", monkeypatch, capsys
    )
    assert "English /settings 3" in output
    said = ("报道目录", "Reports", "報導目錄", "报道目录")
    assert tuple(re.findall("报道目录|Reports|報導目錄", output)) == said


def test_what_breaks_is_said_and_the_next_line_is_answered(
    library: Library, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(library, "answer", lambda *_: 1 / 0)
    output = typed(library, "坏了吗?\n/read t03-1\n", monkeypatch, capsys)
    assert "抱歉" in output
    assert "3400吨" in output


def test_quotes_are_set_off_and_coloured_only_when_wanted() -> None:
    assert terminal.painted(QUOTED, colour=False) == "│ 全长42米\n——《题》"
    assert terminal.painted(QUOTED, colour=True) == (
        "\x1b[32m│ 全长\x1b[0m\x1b[32m\x1b[1m42米\x1b[0m\n——《题》"
    )
    broken = FormattedText("一\n二").wearing(Style.QUOTE)
    assert terminal.painted(broken, colour=False) == "│ 一\n│ 二"


def test_what_differs_is_marked_also_without_colours() -> None:
    compared = (
        FormattedText("8").wearing(Style.STRUCK)
        + FormattedText("7").wearing(Style.UNDERLINED)
        + "名"
    )
    assert terminal.painted(compared, colour=False) == "[-8-]{+7+}名"
    assert terminal.painted(compared, colour=True) == "\x1b[9m8\x1b[0m\x1b[4m7\x1b[0m名"


@pytest.mark.parametrize(
    ("press", "words"),
    [
        (CallbackData(Action.OPEN, "a01", 4), "/read a01-4"),
        (CallbackData(Action.TURN, "a01", 4, 1), "按 /read a01-4 2"),
        (CallbackData(Action.WHOLE, "a01"), "按 /read a01"),
        (CallbackData(Action.WHOLE, "a01", 2), "按 /read a01 2"),
        (CallbackData(Action.LIST, "", 2), "按 /articles 2"),
    ],
)
def test_a_button_becomes_what_to_type(press: CallbackData, words: str) -> None:
    reply = Reply(FormattedText("文"), ((Button("按", press),),))
    assert terminal.shown(reply, colour=False) == f"文\n\n{words}\n"


NAMES = "洪雁秋 裴木兰 柴玉树 滕小满 薛静安 邬春晖 骆一鸣 吕知秋 顾晓棠 方念慈"


def test_more_turns_the_page_of_what_was_asked_whatever_was_typed_between(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reports = [
        Article(f"m{number}", "渡口的事", (f"站长{name}说,船修好了。",))
        for number, name in enumerate(NAMES.split(), 1)
    ]
    output = typed(
        Library(Corpus(tuple(reports))), "有哪些人?\n谢谢\n更多\n上一页\n", monkeypatch, capsys
    )
    pages = re.findall(r"第 (\d)/2 页", output)
    assert pages == ["1", "2", "1"]
    numbers = [int(number) for number in re.findall(r"^(\d+)\. 《", output, re.MULTILINE)]
    assert numbers == [*range(1, 11), *range(1, 9)]


@pytest.mark.parametrize("dots", ["...", "…", "⋯"])
def test_dots_show_the_other_buttons(
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    dots: str,
) -> None:
    output = typed(library, f"望月桥全长多少米?\n{dots}\n为什么\n", monkeypatch, capsys)
    assert "    ...\n" in output
    assert "为什么是这一段 · t01-1" in output
    assert "🔔 关注" in output
