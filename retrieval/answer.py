"""What is asked, and what may be answered: a quote, a list of reports, or an honest no."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from retrieval.article import Article, Quote, Span
from retrieval.claims.criterion import ALL, Criterion, Mark
from retrieval.verification.verdict import Negation


class Aim(StrEnum):
    """What a question is after: a fact in the reports, or something about the reports."""

    FACT = "fact"
    AUTHOR = "author"
    TITLE = "title"
    LIST = "list"
    COUNT = "count"
    OUTLINE = "outline"
    """What a report says: the first sentence of each paragraph, in order."""
    NAMES = "names"
    """The names there are of a kind: each highlighted in a sentence it stands in."""
    ABOUT = "about"
    """What there is on a subject: its sentences in order, report after report."""
    NEWS = "news"
    """How the newest reports begin."""
    NUMBER = "number"
    """Of what was told: a number was asked for, and X呢 asks for one of X."""
    SEVERAL = "several"
    """Of what was told: it stands in several reports, and a question cannot point back to one."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the asker was last told, as places only, so that a journal may keep it.

    `article` and `number` name the paragraph (`number` 0: the whole article), `start` and
    `stop` the quote in it, `highlights` the question's words, counted from the quote's start.
    """

    article: str
    number: int = 0
    start: int = 0
    stop: int = 0
    highlights: tuple[Span, ...] = ()
    aim: Aim = Aim.FACT


@dataclass(frozen=True, slots=True)
class Question:
    """A question as typed, and what its asker was last told."""

    text: str
    about: Told | None = None


class Why(StrEnum):
    """Why the reports do not answer."""

    EMPTY_QUESTION = "empty_question"
    """Nothing was asked: no letter, digit or character with content."""
    WHICH_REPORT = "which_report"
    """It was asked what a report says, and not of which one."""
    UNREADABLE = "unreadable"
    """Noise, a foreign language, or rambling without a question."""
    EMPTY_CORPUS = "empty_corpus"
    """There are no reports."""
    ABSENT_TERMS = "absent_terms"
    """The reports never use the words that matter."""
    OTHER_NAME = "other_name"
    """The reports tell this of another place or person than the one asked about."""
    KIND_MISSING = "kind_missing"
    """The subject is there, but not the number, date or name asked for."""
    OPPOSITE = "opposite"
    """The reports tell the opposite of what is asked: what is denied, or the other extreme."""
    WEAK = "weak"
    """The best passage covers too little of the question."""
    UNMARKED = "unmarked"
    """No report bears what is asked for: a date, the name of a newspaper, or an author."""
    NONE_SUCH = "none_such"
    """No report is of the kind asked for."""
    TOO_MANY = "too_many"
    """It was asked of so many things that these were left for another question."""
    BEYOND = "beyond"
    """There are not so many reports: `total` of them, and a later one was asked for."""
    ENGLISH = "english"
    """It was asked in English of reports that are Chinese."""
    CANNOT_EXCLUDE = "cannot_exclude"
    """Of so many reports it cannot be told which ones lack a word."""
    OUT_OF_TIME = "out_of_time"
    """It took too long; the nearest passages are those of a quick look."""
    UNREACHABLE = "unreachable"
    """The reports cannot be asked now: the machines that hold them do not reply."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no answer, and what comes closest.

    `related` says that the nearest passages may well be of use (可能相关), though they are no
    answer. `names` pairs the name asked about with the one the reports have. `criterion` tells
    which reports were asked for, and `mark` what they do not bear.
    """

    why: Why
    absent_terms: tuple[str, ...] = ()
    nearest: tuple[Quote, ...] = ()
    related: bool = False
    names: tuple[str, str] | None = None
    criterion: Criterion | None = None
    mark: Mark | None = None
    total: int = 0


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that was looked up in another form: `typed` 店扣镇, `meant` 店口镇."""

    typed: str
    meant: str


@dataclass(frozen=True, slots=True)
class Part:
    """One of several questions in a message, and the answer to it."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Found:
    """The reports answer: quotes best first, at least one. `confidence` is within 0 and 1."""

    quotes: tuple[Quote, ...]
    confidence: float
    corrections: tuple[Correction, ...] = ()
    aim: Aim = Aim.FACT
    told: Told | None = None
    """What the asker has now been told."""
    absent: tuple[str, ...] = ()
    """Telling words of the question that stand in no report: a reason to read the quote twice."""
    brief: tuple[Quote, ...] = ()
    """What of the first quote is shown first, where it is long: one part, or two in order."""
    parts: tuple[Part, ...] = ()
    """Where a message asks several questions: each with its answer; the rest is the first's."""
    mark: Mark | None = None
    """What no report bears, though it was asked for: a date."""
    negations: tuple[Negation, ...] = ()
    """Where the first quote is a part of a long sentence: what negates in the rest of it."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The answer is one or more reports, best first, each with its best quote if it has one.

    They are those that `criterion` means. `groups` are lists of their own, where several were asked
    for: the reports of each place, author or newspaper.
    """

    articles: tuple[Article, ...]
    confidence: float
    quotes: tuple[Quote, ...] = ()
    corrections: tuple[Correction, ...] = ()
    aim: Aim = Aim.LIST
    total: int = 0
    """How many reports there are in all that fit; `articles` may hold only the first of them."""
    at_least: bool = False
    """Whether there may be more: of very many, not all were looked through."""
    criterion: Criterion = ALL
    groups: tuple[Listing, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def told(self) -> Told | None:
        """What the asker has now been told; None when the list is empty or of many reports."""
        return Told(self.articles[0].id, aim=self.aim) if len(self.articles) == 1 else None


@dataclass(frozen=True, slots=True)
class NotFound:
    """The reports do not answer. `confidence` (0 to 1) is that of the answer withheld."""

    reason: Reason
    confidence: float = 0.0
    corrections: tuple[Correction, ...] = ()
    told: Told | None = None
    """What the asker goes on having been told: kept when the question leaned on it."""
    parts: tuple[Part, ...] = ()


Answer = Found | Listing | NotFound


@dataclass(frozen=True, slots=True)
class Passage:
    """A search hit: the best words of one paragraph, and the score of the paragraph (no unit)."""

    quote: Quote
    score: float


@dataclass(frozen=True, slots=True)
class SearchResults:
    """What a search found: `whole` holds all that was typed, `part` some of it or other words.

    `reports` have it in their titles or bylines; `misread` is what was typed as an operator and is
    not obeyed; `words` (folded) are those that `whole` holds. `first_words` is 0, or so many words
    were looked for, the first of more.
    """

    whole: tuple[Passage, ...]
    part: tuple[Passage, ...] = ()
    reports: tuple[Article, ...] = ()
    misread: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    first_words: int = 0

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All passages, those with all that was typed first."""
        return self.whole + self.part
