"""What may stand in reports, for hypothesis: every plane, right-to-left, emoji, markup, accents."""

from __future__ import annotations

from hypothesis import strategies as st

from retrieval.answer import (
    Aim,
    Answer,
    Correction,
    Found,
    Listing,
    NotFound,
    Passage,
    Reason,
    SearchResults,
    Why,
)
from retrieval.article import Article, Quote

NASTY = (
    "<b>粗</b>&amp;\"'`*_[]()~|",
    "👩‍👩‍👧‍👦👍🏽🇨🇳",
    "שלום العربية",
    "e\u0301\u0308",
    "𠀀𪚥𝔘",
    "https://t.me/x @name #tag /help",
    "“甲。”乙！丙……丁？",
)

anything = st.characters(exclude_categories=["Cs"])
# What nobody prints: control and format characters are taken out by Telegram itself, and so are
# three marks that stand above or below others (td's clean_input_string).
characters = st.characters(
    exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn"],
    exclude_characters="\u030a\u0333\u033f",
)
words = st.one_of(st.text(characters, min_size=1, max_size=40), st.sampled_from(NASTY))
texts = st.one_of(
    st.lists(words, min_size=1, max_size=6).map("，".join),
    st.builds(lambda word, times: word * times, words, st.integers(1, 400)),
).filter(lambda text: bool(text.strip()))
wild = st.text(anything, min_size=1, max_size=80).filter(lambda text: bool(text.strip()))
"""Whatever Unicode can say: also control characters, and what is private or not assigned."""
names = st.one_of(st.text(characters, max_size=30), st.sampled_from(NASTY), texts)
ids = st.one_of(
    st.from_regex(r"[a-z0-9_-]{1,12}", fullmatch=True), st.text(characters, min_size=1, max_size=90)
)
articles = st.builds(
    Article,
    ids,
    names,
    st.lists(texts, min_size=1, max_size=4).map(tuple),
    byline=names,
)
titled = st.builds(Article, ids, names, st.just(("文。",)), byline=names)
"""Articles of which only the name matters."""


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    """Some place in some article, with up to four highlights in order."""
    article = draw(articles)
    number = draw(st.integers(1, len(article.texts)))
    length = len(article.texts[number - 1])
    start = draw(st.integers(0, length - 1))
    stop = draw(st.integers(start + 1, min(length, start + 1500)))
    edges = draw(st.lists(st.integers(0, stop - start), max_size=8, unique=True).map(sorted))
    spans = tuple(zip(edges[::2], edges[1::2], strict=False))
    return Quote(article, number, start, stop, spans)


corrections = st.lists(st.builds(Correction, names, names), max_size=4).map(tuple)
confidence = st.floats(0, 1)
several_quotes = st.lists(quotes(), max_size=4).map(tuple)
reasons = st.builds(
    Reason,
    st.sampled_from(Why),
    st.lists(names, max_size=12).map(tuple),
    several_quotes,
    st.booleans(),
    st.none() | st.tuples(names, names),
)


@st.composite
def listings(draw: st.DrawFn) -> Listing:
    """A list of reports, some of them with a quote."""
    found = draw(several_quotes)
    bare = draw(st.lists(articles, max_size=12))
    listed = (*(quote.article for quote in found), *bare)
    more = draw(st.integers(0, 50))
    aim = draw(st.sampled_from(Aim))
    return Listing(listed, 0.5, found, draw(corrections), aim, len(listed) + more)


answers: st.SearchStrategy[Answer] = st.one_of(
    st.builds(
        Found,
        st.lists(quotes(), min_size=1, max_size=4).map(tuple),
        confidence,
        corrections,
        st.sampled_from(Aim),
    ),
    listings(),
    st.builds(NotFound, reasons, confidence, corrections),
)
passages = st.lists(st.builds(Passage, quotes(), confidence), max_size=6).map(tuple)
searches = st.builds(
    SearchResults,
    passages,
    passages,
    st.lists(articles, max_size=3).map(tuple),
    st.lists(names, max_size=3).map(tuple),
    st.lists(names, max_size=3).map(tuple),
)
