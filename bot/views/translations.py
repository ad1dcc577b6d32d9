"""The bot's own voice: sentences in the languages of `locales/`, one TOML file each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from string import Formatter

from bot.views.reply import FormattedText, join

SIMPLIFIED, TRADITIONAL, ENGLISH = "zh-Hans", "zh-Hant", "en"
LANGUAGES = (SIMPLIFIED, TRADITIONAL, ENGLISH)
_TAGS = {
    TRADITIONAL: ("zh-hant-", "zh-tw-", "zh-hk-", "zh-mo-"),
    ENGLISH: ("en-",),
    SIMPLIFIED: ("zh-",),
}
"""How the language tags of each language begin, a hyphen put at their end; the first that fits."""


@dataclass(frozen=True, slots=True)
class Translation:
    """The sentences of one language, by key."""

    language: str
    sentences: Mapping[str, str] = field(repr=False)

    def __call__(self, key: str, **values: FormattedText | str | int) -> FormattedText:
        """Say the sentence `key` with its {gaps} filled, styles kept; KeyError if there is none."""
        parts: list[FormattedText | str] = []
        for literal, gap in _parsed(self.sentences[key]):
            parts.append(literal)
            if gap:
                value = values[gap]
                parts.append(str(value) if isinstance(value, int) else value)
        return join(parts)

    def plain(self, key: str, **values: FormattedText | str | int) -> str:
        """Say the sentence without styles, for buttons and alerts."""
        return self(key, **values).text

    def listed(self, names: tuple[str, ...]) -> str:
        """Put names in quotation marks, one after the other."""
        return self.plain("between_names").join(self.plain("name", name=name) for name in names)


@cache
def _parsed(sentence: str) -> tuple[tuple[str, str | None], ...]:
    """Part a sentence of `locales/`, of which there are some hundred, into words and gaps."""
    return tuple((literal, gap) for literal, gap, _, _ in Formatter().parse(sentence))


@cache
def read(language: str) -> Translation:
    """Read the locale file of `language`, one of LANGUAGES."""
    file = files("bot").joinpath("locales", f"{language}.toml")
    return Translation(language, tomllib.loads(file.read_text(encoding="utf-8")))


class Translations:
    """All languages the bot speaks."""

    def __init__(self) -> None:
        self._words = {language: read(language) for language in LANGUAGES}

    def for_reader(self, code: str | None, chosen: str | None = None) -> Translation:
        """Take the language the reader chose, else that of their Telegram (an IETF tag).

        Simplified Chinese when it is none of ours: whoever asks here reads Chinese.
        """
        if chosen in self._words:
            return self._words[chosen]
        return self.known(code or "") or self._words[SIMPLIFIED]

    def known(self, code: str) -> Translation | None:
        """Return the words of the language that an IETF tag names; None when it is none of ours."""
        tag = f"{code.lower()}-"
        spoken = (self._words[one] for one, tags in _TAGS.items() if tag.startswith(tags))
        return next(spoken, None)

    def __getitem__(self, language: str) -> Translation:
        """Return the words of `language`, one of LANGUAGES."""
        return self._words[language]
