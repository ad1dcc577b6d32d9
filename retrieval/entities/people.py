"""Names of persons in a text, told by what stands beside them: a title, a verb of speaking.

Precision comes before recall: a name that nothing vouches for is left out. No list of persons is
kept; surnames, titles and verbs are the lexicon's.

>>> [text[a:b] for a, b in people("院长蒋一舟坦言,村民钱先生也来了。", commonness)]
['蒋一舟', '钱先生']
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from retrieval.analysis.persons import HAN, is_name
from retrieval.article import Span
from retrieval.lexicon.files import sections, words

Commonness = Callable[[str], float]

_SURNAME = "".join(words("surnames", "common") | words("surnames", "single"))
_COMPOUND = "|".join(sections("surnames")["compound"])
_ADDRESSED = "|".join(sections("person_words")["forms of address"])
_USUAL = words("surnames", "common")
_CERTAIN = 3.0
_NO_GIVEN = words("function_words", "no_given_name")
_ASPECT = "了着过"
_PLAIN_PAIR = 3e-6
"""A surname with the character after it that is more common than this is a word: 安全."""
_PLAIN_GIVEN = 1e-5
"""After a rare surname a word more common than this is no given name: 宿|追求."""
_RARE = 1e-7


def _either(name: str, section: str) -> str:
    listed = sorted(sections(name)[section], key=len, reverse=True)
    return "|".join(map(re.escape, listed))


_TITLE = re.compile(_either("person_words", "titles"))
_FOLLOWER = re.compile(_either("person_words", "followers"))
_SAYING = rf"(?:{_either('person_words', 'sayings')})"
_SPEAKER = re.compile(
    rf"(?:^|[,，。!！?？”;；:：])(?=([{_SURNAME}][{HAN}]{{1,2}}?){_SAYING}[,，。:：])"
)
_CALLED = re.compile(rf"(?<=[{HAN}])(?:(?:{_COMPOUND})|[{_SURNAME}])(?:{_ADDRESSED})")
_SUMMED_UP = _either("person_words", "persons")
_ROW = re.compile(rf"((?:[{HAN}]{{2,6}}、)+[{HAN}]{{2,4}})等[{HAN}]{{0,4}}?(?:{_SUMMED_UP})")
_FOREIGN = re.compile(f"[{''.join(words('person_words', 'transliterating'))}]{{3,6}}")
_LATIN_NAME = re.compile(rf"[{HAN}]{{1,8}}(?:[·•・][{HAN}]{{1,8}})+")


def people(text: str, commonness: Commonness) -> Iterator[Span]:
    """Yield where persons are named in `text` (folded), some perhaps twice.

    `commonness` tells the share of a word in general Chinese (0: unknown).
    """
    for title in _TITLE.finditer(text):
        if commonness(title[0] + text[title.end() : title.end() + 1]):
            continue  # 居民|楼
        yield from _named_at(text, title.end(), commonness)
    for speaker in _SPEAKER.finditer(text):
        if commonness(speaker[1]) < _RARE and is_name(speaker[1]):
            yield from _named_at(text, speaker.start(1), commonness)
    for called in _CALLED.finditer(text):
        yield from _called(text, called.span(), commonness)
    for row in _ROW.finditer(text):
        yield from _in_row(row[1], row.start(), commonness)


def _called(text: str, span: Span, commonness: Commonness) -> Iterator[Span]:
    """Yield 钱先生 unless its surname ends another word: 村民|钱先生, not 老|方|师傅."""
    start, stop = span
    if commonness(text[start - 1 : start + 1]) < _RARE:
        yield start, stop


def _in_row(row: str, at: int, commonness: Commonness) -> Iterator[Span]:
    """Yield the names of a row 甲、乙; before the first of them other words may stand."""
    for number, item in enumerate(row.split("、")):
        sizes: Sequence[int] = (3, 2) if number == 0 else (len(item),)
        for size in sizes:
            name = item[-size:]
            if is_name(name) and commonness(name[:2]) < _PLAIN_PAIR and name[-1] not in _NO_GIVEN:
                yield at + len(item) - size, at + len(item)
                break
        at += len(item) + 1


def _named_at(text: str, start: int, commonness: Commonness) -> Iterator[Span]:
    """Yield the name that begins at `start`, if one does: as long as what follows it fits best."""
    foreign = _LATIN_NAME.match(text, start) or _FOREIGN.match(text, start)
    if foreign and commonness(text[start : start + 2]) < _RARE:
        yield from _ended(text, foreign, commonness)
        return
    compound = re.match(_COMPOUND, text[start : start + 2])
    if not compound and not _may_begin(text[start : start + 2], commonness):
        return
    sizes = (4, 3) if compound else (3, 2)
    found = [(_fit(text, start, start + size, commonness), size) for size in sizes]
    best, size = max(found)
    # A rare surname with a single character is too little, unless a mark or a verb follows.
    least = 0 if compound or size > 2 or text[start] in _USUAL else _CERTAIN  # noqa: PLR2004
    if best > least:
        yield start, start + size


def _is_plain(name: str, commonness: Commonness) -> bool:
    return name[0] not in _USUAL and len(name) > 2 and commonness(name[-2:]) > _PLAIN_GIVEN  # noqa: PLR2004


def _ended(text: str, found: re.Match[str], commonness: Commonness) -> Iterator[Span]:
    if _fit(text, found.start(), found.end(), commonness, any_name=True) > 0:
        yield found.span()


def _may_begin(pair: str, commonness: Commonness) -> bool:
    """Whether two characters may begin a name: a surname, and together no everyday word."""
    return pair[:1] in _SURNAME and len(pair) > 1 and commonness(pair) < _PLAIN_PAIR


def _fit(
    text: str, start: int, stop: int, commonness: Commonness, *, any_name: bool = False
) -> float:
    """Tell how well a name may end at `stop`: 0 when it may not."""
    name = text[start:stop]
    if len(name) < stop - start or name[-1] in _NO_GIVEN:
        return 0.0
    if not any_name and (not is_name(name) or _is_plain(name, commonness)):
        return 0.0
    return _ends(text, stop, commonness)


def _ends(text: str, stop: int, commonness: Commonness) -> float:
    """Tell how well what stands at `stop` follows a name.

    A mark or a word that follows names does best, then any whole word, then a verb: 用|了.
    """
    after = text[stop : stop + 1]
    if not re.match(f"[{HAN}]", after):
        return _CERTAIN
    crossing, following = text[stop - 1 : stop + 1], text[stop : stop + 2]
    if after in _ASPECT or commonness(crossing) > commonness(following):
        return 0.0
    if _FOLLOWER.match(text, stop):
        return _CERTAIN
    if commonness(following):
        return 2.0
    return 1.0 if following[1:] in tuple(_ASPECT) else 0.0
