"""What an address names: a paragraph (`a07-3`), a range (`a07-3-5`) or a whole article (`a07`).

Ids of other collections may hold hyphens and digits themselves, so that only the shelf can tell
where the id ends. An address may carry the fingerprint of its text (`a07-3--1f2e3d`), and then
tells whether that has changed.
"""

from __future__ import annotations

import re
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from retrieval.article import Article, Paragraph, Quote
from retrieval.verification.wording import is_blank

PARAMETER = 64
"""The most characters of a deep link's parameter, which are `A-Za-z0-9_-`."""

_LINK = re.compile(r"[?&]start(?:app|group)?=([\w-]+)")
_DASHES = re.compile(r"\s*[-‐‑‒–—―−－~～〜至到]+\s*(?=\d)")
_IN_WORDS = re.compile(r"\s*[，,·]?\s*第\s*(\d+)\s*段?\s*(?:[-~至到]\s*第?\s*(\d+)\s*段?)?\s*$")
_DIGIT = re.compile(r"\d")
_MARK = re.compile(r"(.+)--([0-9a-f]{6})")
_SAFE = re.compile(rf"[A-Za-z0-9-][A-Za-z0-9_-]{{0,{PARAMETER - 1}}}")
_LONGEST = 400

Find = Callable[[str], Article]
"""Finds an article by its id; KeyError when there is none."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Paragraphs `first` to `last` of an article, counted from 1; `first` 0: the whole of it.

    `mark` is the fingerprint that the words had when the address was given, if it says.
    """

    article: Article
    first: int = 0
    last: int = 0
    mark: str = ""

    @classmethod
    def of(cls, quote: Quote) -> Reference:
        """Return the address of the paragraph a quote stands in."""
        return cls(quote.article, quote.number, quote.number)

    def __str__(self) -> str:
        """a07, a07-3 or a07-3-5."""
        numbers = dict.fromkeys((self.first, self.last))
        return "-".join([self.article.id, *(str(number) for number in numbers if number)])

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole article that is named."""
        return not self.first

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs named."""
        every = self.article.paragraphs
        return every[self.first - 1 : self.last] if self.first else every

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the words now: six hexadecimal digits."""
        return fingerprint("\n".join(paragraph.text for paragraph in self.paragraphs))

    @property
    def has_changed(self) -> bool:
        """Whether the words are others than when the address was given, as far as it says."""
        return self.mark not in ("", self.fingerprint)

    def marked(self) -> Reference:
        """Return the address with the fingerprint of its words as they are now."""
        return replace(self, mark=self.fingerprint)

    def parameter(self) -> str | None:
        """Return it as the parameter of a deep link, which `resolve` reads; None if it is too long.

        An id that may not stand in a link is written in base 64 after an underscore.
        """
        text = f"{self}--{self.mark}" if self.mark else str(self)
        if _SAFE.fullmatch(text):
            return text
        encoded = urlsafe_b64encode(text.encode("utf-8", "surrogatepass")).decode().rstrip("=")
        return f"_{encoded}" if len(encoded) < PARAMETER else None


def fingerprint(text: str) -> str:
    """Return six hexadecimal digits that will be others, all but certainly, when the text is."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]


def resolve(typed: str, find: Find) -> Reference | None:
    """Read an address as people type it: any case, width and dash, a deep link, or 第3段.

    None when it names nothing that is there. A range that ends after the article ends with it.
    """
    if len(typed) > _LONGEST or is_blank(typed):
        return None
    text = typed.strip()
    if link := _LINK.search(text):
        text = link[1]
    found = (_named(form, find) for form in _forms(text))
    return next(filter(None, found), None)


def _forms(text: str) -> Iterator[str]:
    """Yield what may have been meant, the most literal first."""
    if text.startswith("_") and (decoded := _decoded(text[1:])):
        yield decoded
    plain = _in_ascii_digits(unicodedata.normalize("NFKC", text).strip())
    if _DIGIT.search(plain):
        plain = _DASHES.sub("-", plain)
        plain = _IN_WORDS.sub(lambda found: "-" + "-".join(filter(None, found.groups())), plain)
    yield from dict.fromkeys((text, plain, plain.lower(), plain.upper(), plain.casefold()))


def _in_ascii_digits(text: str) -> str:
    """Write the digits of all scripts as 0 to 9."""
    return "".join(str(unicodedata.decimal(c, c)) for c in text)


def _decoded(encoded: str) -> str | None:
    try:
        return urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
    except ValueError:
        return None


def _named(text: str, find: Find) -> Reference | None:
    marked = _MARK.fullmatch(text) if "--" in text else None
    reference = _split(marked[1], find) if marked else None
    if marked and reference:
        return replace(reference, mark=marked[2])
    return _split(text, find)


def _split(text: str, find: Find) -> Reference | None:
    """Try the longest id first, then one number after it, then two."""
    parts = text.rsplit("-", 2)
    for count in range(min(3, len(parts))):
        key = "-".join(parts[: len(parts) - count]) if count else text
        numbers = parts[len(parts) - count :] if count else []
        if not all(n.isascii() and n.isdigit() for n in numbers):
            return None
        try:
            article = find(key)
        except KeyError:
            continue
        if reference := _within(article, [int(n) for n in numbers]):
            return reference
    return None


def _within(article: Article, numbers: list[int]) -> Reference | None:
    if not numbers:
        return Reference(article)
    first, last = min(numbers), min(max(numbers), len(article.texts))
    return Reference(article, first, last) if 1 <= first <= len(article.texts) else None
