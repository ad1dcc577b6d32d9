"""The text of a newspaper page → articles, told apart by the form of the page alone.

One pass over the blocks of the page: a block goes on with an unfinished paragraph, or it is a
byline, a heading, a picture's caption or a new paragraph. No character is changed but the white
space at a break; what belongs to no article is set aside, and what is unsure is said.
"""

from __future__ import annotations

from retrieval.article import Article
from retrieval.corpus import Problem
from retrieval.importing.document import HeldText, ParsedDocument
from retrieval.importing.newspaper.article_builder import ArticleBuilder
from retrieval.importing.newspaper.block_classifier import BlockClass, classify
from retrieval.importing.newspaper.boilerplate import clear, is_section
from retrieval.importing.newspaper.byline import Credit, credit, join_names, signature
from retrieval.importing.newspaper.heading import is_opening, is_pictured, may_be_odd_heading
from retrieval.importing.newspaper.official_document import official_document
from retrieval.importing.newspaper.page_layout import PageLayout
from retrieval.importing.newspaper.page_text import PageText, TextBlock
from retrieval.importing.newspaper.punctuation import is_unsure, join

_LONGEST_CAPTION, _LEAST_PROSE = 300, 30


def parse_page(text: str, source: str) -> ParsedDocument:
    r"""Return the articles of a page's text, which comes from the file named `source`.

    >>> page = "老桥新生 乡亲安心\n\n王小红\n\n镇里修好了村口的\n\n老桥，大家走得安心。"
    >>> [(a.title, a.byline, a.texts) for a in parse_page(page, "page.txt").articles]
    [('老桥新生 乡亲安心', '王小红', ('镇里修好了村口的老桥，大家走得安心。',))]
    """
    return parse_blocks(PageText.of(text), source)


def parse_blocks(page: PageText, source: str) -> ParsedDocument:
    """Return the articles of a page whose blocks are known, as a PDF's are by their places."""
    return _Reader(page, source).read()


class _Reader:
    """The state of the pass: the items so far, and the one that the next block may belong to."""

    def __init__(self, page: PageText, source: str) -> None:
        self._source = source
        self._cleared = clear(page.blocks)
        self._layout = PageLayout.of(self._cleared.blocks, page.gap)
        self._doubts = list(page.doubts)
        self._pages = {block.line: block.page for block in page.blocks if block.page}
        self._aside: list[tuple[int, str]] = []
        self._items: list[ArticleBuilder] = []
        self._item: ArticleBuilder | None = None

    def read(self) -> ParsedDocument:
        """Take every block in turn."""
        for block in self._cleared.aside:
            self._put_aside(block.line, block.text, "page furniture")
        cleared = self._cleared
        if found := official_document(cleared.blocks, self._source, cleared.date):
            return self._parsed((found,), ())
        for number, block in enumerate(self._layout.blocks):
            if self._item and number in self._cleared.dates:
                self._item.date = self._cleared.dates[number]
            self._take(number, block)
        told = [item for item in self._items if item.paragraphs and not item.held]
        articles = tuple(self._finished(item) for item in told)
        held = tuple(self._held(item) for item in self._items if item.paragraphs and item.held)
        for item in self._items:
            if not item.paragraphs:
                text = " ".join(item.headings + item.credits)
                self._put_aside(item.line, text, "a heading without text")
        return self._parsed(articles, held)

    def _parsed(self, articles: tuple[Article, ...], held: tuple[HeldText, ...]) -> ParsedDocument:
        """Return what was found, with what was set aside and what is unsure."""
        problems = tuple(self._problem(*doubt) for doubt in sorted(self._doubts))
        return ParsedDocument(articles, tuple(sorted(self._aside)), problems, held)

    def _problem(self, line: int, why: str) -> Problem:
        """Return a doubt with its page, where the text tells pages."""
        page = self._pages.get(line)
        return Problem(self._source, line, f"page {page}: {why}" if page else why)

    def _take(self, number: int, block: TextBlock) -> None:
        """Give a block its place."""
        if self._item and self._item.within and self._item.is_over:
            self._item = self._item.within
        item = self._item
        found = self._layout.forms[number].byline
        if item and self._is_picture(item, number):
            self._begin(block, within=item).paragraphs.append(block.text)
            if not is_pictured(block.text):
                self._doubts.append((block.line, "taken as the caption of a picture"))
        elif item and self._goes_on(item, number):
            self._extend(item, number)
        elif found:
            self._sign(found, block)
        else:
            self._judge(number, block)

    def _judge(self, number: int, block: TextBlock) -> None:
        """Take a block as a title, a heading or a paragraph."""
        item = self._item
        classification = classify(self._layout, item, number)
        if classification.doubt and classification.kind is not BlockClass.UNSURE:
            self._doubts.append((block.line, f"{block.text!r} is {classification.doubt}"))
        if classification.kind is BlockClass.TITLE:
            self._head(block)
        elif classification.kind is BlockClass.UNSURE:
            self._begin(block).held = classification.doubt
            self._items[-1].paragraphs.append(block.text)
            self._items[-1].subheaded = True  # so that it is not joined with what follows
        elif not item or self._begins_untitled(item, number):
            self._begin(block).paragraphs.append(block.text)
        elif item.is_over and not item.held:
            self._begin(block).held = "a text after the byline that ends the article above"
            self._items[-1].paragraphs.append(block.text)
        else:
            self._add(item, block, classification.kind)

    def _begin(self, block: TextBlock, within: ArticleBuilder | None = None) -> ArticleBuilder:
        """Begin a new item."""
        self._item = ArticleBuilder(block.line, within=within)
        self._items.append(self._item)
        return self._item

    def _is_picture(self, item: ArticleBuilder, number: int) -> bool:
        """Whether a paragraph with a photographer's credit begins here, amid or after an article.

        It may also interrupt a paragraph that goes on in the next column; then it must begin as
        captions begin, because it could be the rest of that paragraph.
        """
        if not item.paragraphs or self._layout.forms[number].credit:
            return False
        amid = self._goes_on(item, number)
        block = self._layout.blocks[number].text
        text = block if amid else self._layout.paragraph(number)
        found = signature(text)
        if not (found and found.photo and len(text) <= _LONGEST_CAPTION):
            return False
        return not amid or is_opening(text) or is_pictured(text)

    def _begins_untitled(self, item: ArticleBuilder, number: int) -> bool:
        """Whether a text without a heading begins here: far from an article that is over."""
        found = signature(self._layout.paragraph(number))
        bare = bool(found and not found.sure)
        if item.is_over:
            return self._layout.is_far(number) or bare
        return self._layout.is_far(number) and (bare or bool(found and item.credits))

    def _goes_on(self, item: ArticleBuilder, number: int) -> bool:
        """Whether a block continues the item's last paragraph."""
        whole = item.subheaded or item.signed or not item.paragraphs
        return not whole and self._layout.goes_on(item.paragraphs[-1], number)

    def _extend(self, item: ArticleBuilder, number: int) -> None:
        """Mend a paragraph that a column's end has cut."""
        block = self._layout.blocks[number]
        left = item.paragraphs[-1]
        if block.text.isdecimal():
            why = f"{block.text!r} is taken as part of the sentence; it may be a page's number"
            self._doubts.append((block.line, why))
        if is_unsure(left, block.text):
            self._doubts.append(
                (block.line, f"cut after {left[-8:]!r}: a blank may have stood here")
            )
        headed = may_be_odd_heading(left) and len(block.text) > _LEAST_PROSE
        if headed and block.goes_on is None:
            self._doubts.append(
                (block.line, f"{left!r} is the beginning of a paragraph, or a title")
            )
        if self._layout.forms[number].heading and is_opening(self._layout.below(number)):
            self._doubts.append(
                (block.line, f"{block.text!r} continues a paragraph, or is a title")
            )
        item.paragraphs[-1] = join_names(left, block.text) or join(left, block.text)

    def _sign(self, found: Credit, block: TextBlock) -> None:
        """Take a line that is nothing but a credit: a byline, or the credit below a text."""
        item = self._item
        if not item or (item.is_over and not found.photo):
            self._begin(block).credits.append(block.text)
        elif item.paragraphs:
            item.paragraphs[-1] = join(item.paragraphs[-1], block.text)
            item.signed = True
        elif item.has_credit(block.text):
            self._put_aside(block.line, block.text, "a byline printed twice")
        else:
            item.credits.append(block.text)
            if not credit(block.text):
                self._doubts.append((block.line, f"{block.text!r} is taken as the byline"))

    def _head(self, block: TextBlock) -> None:
        """Take a line of a title."""
        item = self._item
        if not item or item.paragraphs or (item.credits and item.headings != [block.text]):
            item = item if item and not (item.paragraphs or item.headings) else self._begin(block)
        if item.has_heading(block.text):
            self._put_aside(block.line, block.text, "a heading printed twice")
            return
        if len(item.headings) == 1 and is_section(item.headings[0]):
            self._put_aside(item.line, item.headings.pop(), "the name of a section")
        item.headings.append(block.text)
        if len(item.headings) > 1:
            why = f"{block.text!r} is taken as a further line of the title above"
            self._doubts.append((block.line, why))

    def _add(self, item: ArticleBuilder, block: TextBlock, kind: BlockClass) -> None:
        """Take a new paragraph, which may be a heading inside the article."""
        item.subheaded = kind is BlockClass.SUBHEAD
        item.signed = False
        item.paragraphs.append(block.text)

    def _put_aside(self, line: int, text: str, what: str) -> None:
        """Keep a text out of all articles, and say so."""
        self._aside.append((line, text))
        self._doubts.append((line, f"set aside, in no article: {text!r} ({what})"))

    def _held(self, draft: ArticleBuilder) -> HeldText:
        """Return a draft that stays out of all articles until a person decides."""
        text = "\n\n".join(draft.headings + draft.credits + draft.paragraphs)
        page = self._pages.get(draft.line, 0)
        return HeldText(self._source, page, draft.line, draft.held, text)

    def _finished(self, draft: ArticleBuilder) -> Article:
        """Return the draft as an article without an id, and say what is unsure."""
        self._doubts.extend((draft.line, doubt) for doubt in draft.doubts)
        return draft.article(self._source, draft.date or self._cleared.date)
