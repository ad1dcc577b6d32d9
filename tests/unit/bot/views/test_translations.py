"""The bot's own voice: the same sentences, with the same gaps, in every language, all in use."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import bot
from bot.views.reply import Style, bold
from bot.views.translations import ENGLISH, LANGUAGES, SIMPLIFIED, TRADITIONAL, Translations, read
from retrieval.answer import Why
from retrieval.entities.name_finder import NameKind

MODULES = sorted(Path(bot.__file__).parent.rglob("*.py"))
REASONS = {why.value for why in Why}
BY_REASON = (
    REASONS
    | {f"outcome_{one}" for one in REASONS | {"found", "listing"}}
    | {f"page_kind_{kind.value}" for kind in NameKind}
)
TEMPLATES = "".join(
    file.read_text(encoding="utf-8")
    for file in (Path(bot.__file__).parent / "web" / "templates").iterdir()
)
IN_TEMPLATES = set(re.findall(r'"(page_\w*[a-z])"', TEMPLATES)) | set(
    re.findall(r"""say\(["'](\w+)["'][,)]""", TEMPLATES)
)


def gaps(sentence: str) -> set[str]:
    return {gap for _, gap, _, _ in Formatter().parse(sentence) if gap}


def strings_in_the_code() -> Iterator[str]:
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def keys_said() -> set[str]:
    """The keys given to `words(…)` and `words.plain(…)`, when they are written out."""
    said = set()
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
                ("words", "words.plain")
            ):
                arguments = [part for argument in node.args for part in ast.walk(argument)]
                said |= {part.value for part in arguments if isinstance(part, ast.Constant)}
    return {key for key in said if isinstance(key, str)}


@pytest.mark.parametrize("language", [TRADITIONAL, ENGLISH])
def test_every_language_has_the_same_sentences_with_the_same_gaps(language: str) -> None:
    ours, theirs = read(SIMPLIFIED).sentences, read(language).sentences
    assert {key: gaps(sentence) for key, sentence in theirs.items()} == {
        key: gaps(sentence) for key, sentence in ours.items()
    }


def test_no_sentence_is_missing_and_none_is_unused() -> None:
    sentences = read(SIMPLIFIED).sentences.keys()
    assert keys_said() | BY_REASON | IN_TEMPLATES <= sentences
    assert sentences <= {*strings_in_the_code(), *BY_REASON, *IN_TEMPLATES}


@pytest.mark.parametrize(
    ("code", "language"),
    [
        (None, SIMPLIFIED),
        ("", SIMPLIFIED),
        ("zh-hans", SIMPLIFIED),
        ("zh-hant", TRADITIONAL),
        ("zh-TW", TRADITIONAL),
        ("zh-hk", TRADITIONAL),
        ("fr", SIMPLIFIED),
        ("en", ENGLISH),
        ("en-GB", ENGLISH),
        ("enm", SIMPLIFIED),
    ],
)
def test_a_reader_is_spoken_to_in_their_script(code: str | None, language: str) -> None:
    assert Translations().for_reader(code).language == language


def test_a_language_that_was_chosen_counts_before_that_of_telegram() -> None:
    assert Translations().for_reader("zh-hant", ENGLISH).language == ENGLISH
    assert Translations().for_reader("zh-hant", "klingon").language == TRADITIONAL


@pytest.mark.parametrize("language", LANGUAGES)
def test_gaps_are_filled_with_styles_kept_and_braces_left_alone(language: str) -> None:
    said = Translations()[language]("author", byline=bold("{张} & <b>"))
    (style, start, stop), *rest = said.marks
    assert (style, said.text[start:stop], rest) == (Style.BOLD, "{张} & <b>", [])


VARIANTS = (
    ("裡", "裏"),
    ("著", "着"),
    ("群", "羣"),
    ("為", "爲"),
    ("線", "綫"),
    ("裡", "里"),
    ("報導", "報道"),
    ("使用者名稱", "用戶名"),
    ("搜尋", "查找"),
    ("搜尋", "搜索"),
    ("指令", "命令"),
    ("訊息", "消息"),
    ("介面", "界面"),
    ("紀錄", "記錄"),
    ("沒辦法", "沒法"),
    ("開啟", "打開"),
    ("檔案", "文件"),
    ("資料夾", "文件夾"),
    ("辨識", "識別"),
    ("傳送", "發送"),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("one", "other"), VARIANTS)
def test_no_language_writes_a_word_in_two_ways(language: str, one: str, other: str) -> None:
    said = "".join(read(language).sentences.values())
    assert (one in said) + (other in said) < 2


@pytest.mark.parametrize(
    "word", ["裡", "著", "群組", "使用者名稱", "報導", "搜尋", "指令", "訊息", "介面"]
)
def test_traditional_chinese_is_that_of_taiwan(word: str) -> None:
    assert word in "".join(read(TRADITIONAL).sentences.values())
