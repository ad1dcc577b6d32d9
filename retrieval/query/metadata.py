"""Questions about the reports themselves: who wrote it, which one is it, how many are there.

Told from questions about what the reports say by the classes of their words: they speak of a 报道
or 文章, or of a 那篇.

>>> metadata_question(tokens_of("有几篇报道提到柳湾村?")).aim
<Aim.COUNT: 'count'>
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.answer import Aim, Told
from retrieval.article import Span
from retrieval.claims.criterion import Mark
from retrieval.lexicon.files import words
from retrieval.query.shape import OTHER, Shape, shape_reader
from retrieval.query.surname import surname_asked
from retrieval.query.tokens import Token

_LETTERS = {
    "no_piece": OTHER,
    "piece": "p",
    "leaf": "u",
    "item": "c",
    "other_piece": "o",
    "how_many": "h",
    "which_ones": "D",
    "which_several": "d",
    "which_one": "w",
    "all": "e",
    "this": "t",
    "who": "W",
    "what": "q",
    "author": "a",
    "signed": "A",
    "write": "v",
    "publish": "b",
    "mention": "m",
    "title": "n",
    "give": "g",
    "copula": "s",
    "have": "Y",
    "possess": "z",
    "done": "L",
    "source": "y",
    "list": "l",
    "together": "k",
    "hold": "H",
    "again": "r",
    "else": "E",
    "within": "i",
    "these": "T",
    "counted": "C",
    "origin": "O",
    "where": "F",
    "when": "N",
    "day": "j",
    "end": ".",
}
_read = shape_reader("report_words", _LETTERS)

_UNIT = "(?:u(?!o)p?|cp)"
_THIS = f"(?:[twu]?{_UNIT}|p)"
_BY_WHOM = "(?:z?[sy]*W(?:[vpA]z?|bz))"
_ENQUIRIES = (
    (Aim.COUNT, rf"k?[sYH]*L?h{_UNIT}m?", ""),
    (
        Aim.LIST,
        "|".join(
            (
                rf"[kY]?Dp|y?d{_UNIT}|ez?p|Yqp",
                rf"pk*(?:[sY]?(?:D|d{_UNIT})|l\.*)(?=\.*$)",
                r"l\.*e?z?n(?=\.*$)|ez?nl?(?=\.*$)",
                r"l\.*(?=.*p\.*$)|r[vbp]L*qp?(?=\.*$)",
            )
        ),
        "",
    ),
    (
        Aim.AUTHOR,
        rf"{_THIS}?{_BY_WHOM}|[aA]k?[sY]?[WqD]?n?|{_THIS}z?yW(?=\.*$)",
        rf"{_THIS}|A",
    ),
    (
        Aim.TITLE,
        rf"{_THIS}?gL?qn|[ysm]*w{_UNIT}|qp|{_THIS}z?n?sqn?|nsqn?|nqn?",
        f"t{_UNIT}|p|w{_UNIT}",
    ),
)
_COMPILED = tuple((aim, re.compile(a), re.compile(needed)) for aim, a, needed in _ENQUIRIES)
_BONES = frozenset("pmbvlrEtwuDdAn")
_ELSE = re.compile("r[svbpY]|E")
_AUTHOR = r"a[sY]?[Wq]?n?|[sy]*Wvz?"
_BARE = re.compile(rf"\.*t?\.*(?:z?{_AUTHOR}|z?(?P<title>ns?q?n?))\.*")
_AFTER_TITLE = re.compile(rf"\.*z?(?:{_AUTHOR})\.*")
_BEFORE_TITLE = re.compile(r"\.*s?WvL?z?\.*")
_AGAIN = re.compile(r"^\.*t?(?P<subject>[^.tuc].*?)z?t(?:u|cp?)p?\.+$")
_TITLE = re.compile("《([^》]+)》")
_ALL = r"(?:[Tek]?p[zi]*)?"
_WHICH = "(?:D|hC?)"
_OF_ALL = (
    (
        Mark.AUTHOR,
        re.compile(
            rf"\.*{_ALL}[kYH]*{_WHICH}a\.*|\.*{_ALL}ak*[sY]*{_WHICH}\.*|\.*(?:l\.*)?{_ALL}ez?al?\.*|\.*l\.*{_ALL}z?a\.*"
        ),
    ),
    (
        Mark.DATE,
        re.compile(rf"\.*{_ALL}t?k*s?N(?:[mbv]L?)?z?[pO]?\.*|\.*{_ALL}O?z?j(?:sq|s?N)?\.*"),
    ),
    (
        Mark.NEWSPAPER,
        re.compile(
            rf"\.*{_ALL}[kYH]*{_WHICH}O\.*|\.*{_ALL}Ok*[sY]*(?:{_WHICH}|q|F)\.*|"
            r"\.*[Te]?pk*[ys]+(?:F|[qwDh]C?O|O)z?\.*"
        ),
    ),
)
_AUTHORS = re.compile(
    r"[.kYsHlezTip]*(?:(?:[WDql]|[hd]C?)\.*[ez]*a|az?k*[sY]*(?:[WDq]|[hd]C?)|al)[.kvL]*"
)
"""Asks for authors, beside their surname."""
_BARE_NAME = re.compile(r"\.*[^.tuwp]+zp\.*")


@dataclass(frozen=True, slots=True)
class MetadataQuestion:
    """A question about reports: its aim, and the tokens that tell which reports are meant.

    `others` means that the report told of last is not wanted again; `titled` is the title
    (normalised) of a report or book that it names in 《》. `tells` says that it asks for what
    reports tell (提到), `written` for what somebody wrote, and `mark` for the authors or newspapers
    of all, or the authors of a `surname`. A `bare` one only names reports (5月的报道), and may ask
    something else.
    """

    aim: Aim
    subject: tuple[Token, ...] = ()
    others: bool = False
    titled: str = ""
    tells: bool = False
    written: bool = False
    mark: Mark | None = None
    surname: str = ""
    bare: bool = False


def metadata_question(
    tokens: Sequence[Token], about: Told | None = None
) -> MetadataQuestion | None:
    """Return what a question asks about the reports, or None when it asks what they say.

    `about` is what the asker was last told: 桐乡那篇呢 asks the same again, 作者是谁 asks of it.
    """
    if (named := surname_asked(tokens)) and _AUTHORS.fullmatch(_read(named[1]).letters):
        return MetadataQuestion(Aim.LIST, mark=Mark.AUTHOR, surname=named[0])
    shape = _read(tokens)
    if about and (bare := _BARE.fullmatch(shape.letters)):
        return MetadataQuestion(Aim.TITLE if bare["title"] else Aim.AUTHOR)
    if title := _whose_author_is_asked(tokens):
        return MetadataQuestion(Aim.AUTHOR, titled=title)
    if (again := _AGAIN.match(shape.letters)) and _asks_again(tokens):
        aim = about.aim if about and about.aim not in (Aim.FACT, Aim.NUMBER) else Aim.TITLE
        return MetadataQuestion(aim, _within(tokens, shape.span(*again.span("subject"))))
    return _of_several(tokens, shape)


def _of_several(tokens: Sequence[Token], shape: Shape) -> MetadataQuestion | None:
    """Return what is asked about reports that are not only pointed at."""
    for mark, of_all in _OF_ALL:
        if of_all.fullmatch(shape.letters):
            return MetadataQuestion(Aim.COUNT if "h" in shape.letters else Aim.LIST, mark=mark)
    for asked, pattern, needed in _COMPILED:
        found = pattern.search(shape.letters)
        if found and needed.search(shape.letters):
            return _asking(asked, tokens, shape, found.span())
    if _BARE_NAME.fullmatch(shape.letters):
        return MetadataQuestion(Aim.LIST, _subject(tokens, shape, (0, 0)), bare=True)
    return None


def _asking(aim: Aim, tokens: Sequence[Token], shape: Shape, found: Span) -> MetadataQuestion:
    mentions = words("report_words", "mention") - words("report_words", "printed")
    return MetadataQuestion(
        aim,
        _subject(tokens, shape, found),
        others=bool(_ELSE.search(shape.letters)),
        tells=any(token.text in mentions for token in tokens),
        written="v" in shape.letters or "b" in shape.letters,
    )


def _asks_again(tokens: Sequence[Token]) -> bool:
    """Whether a question ends in 呢, which asks the same again of something else."""
    said = [token.text for token in tokens if token.text[0].isalnum()]
    return bool(said) and said[-1] in words("pronouns", "again")


def _whose_author_is_asked(tokens: Sequence[Token]) -> str:
    """Return the title of which a question asks the author: 谁写了《老渡口》; else nothing."""
    opening = next((at for at, one in enumerate(tokens) if one.text == "《"), None)
    closing = next((at for at, one in enumerate(tokens) if one.text == "》"), None)
    if opening is None or closing is None or closing < opening:
        return ""
    before, after = (_read(part).letters for part in (tokens[:opening], tokens[closing + 1 :]))
    asks = _AFTER_TITLE.fullmatch(after) and not before.strip(".")
    if not asks and not (_BEFORE_TITLE.fullmatch(before) and not after.strip(".")):
        return ""
    return "".join(token.text for token in tokens[opening + 1 : closing])


def _subject(tokens: Sequence[Token], shape: Shape, found: Span) -> tuple[Token, ...]:
    """Return the tokens that say what the reports are about: not those that only ask."""
    first = len(shape.letters) - len(shape.letters.lstrip("."))
    kept = [
        shape.spans[at]
        for at, letter in enumerate(shape.letters.rstrip("."))
        if at >= first and letter not in _BONES and not found[0] <= at < found[1]
    ]
    return tuple(token for token in tokens if any(a <= token.start < b for a, b in kept))


def _within(tokens: Iterable[Token], span: Span) -> tuple[Token, ...]:
    return tuple(token for token in tokens if span[0] <= token.start < span[1])
