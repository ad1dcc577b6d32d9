"""Documents for the tests, made by real programs: python-docx, ReportLab, zipfile."""

from __future__ import annotations

import random
from pathlib import Path
from zipfile import ZipFile

from docx import Document
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

ARTICLES = [
    (
        "老桥新生 乡亲安心",
        "李小明",
        ["镇里修好了村口的老桥，大家走得安心。", "桥上装了路灯，晚上也亮堂。"],
    ),
    (
        "新路通车 乡亲开心",
        "王小红",
        ["通往镇上的公路昨天通车，路宽六米。", "公交车每天来回八趟。"],
    ),
    (
        "旧校舍变成图书馆",
        "赵一",
        ["闲置多年的校舍改成了图书馆，有三万册书。", "孩子们放学就来看书。"],
    ),
]
"""Title, byline and paragraphs; the last is short enough for one line of a column."""


def docx(path: Path) -> Path:
    """Write the first article as a DOCX, with a subhead and a table."""
    title, byline, texts = ARTICLES[0]
    document = Document()
    document.add_heading(title, level=1)
    document.add_paragraph(byline)
    document.add_paragraph(texts[0])
    document.add_heading("夜里的灯", level=2)
    document.add_paragraph().add_run(texts[1]).bold = True
    document.add_table(rows=1, cols=1).cell(0, 0).text = "路灯三十盏"
    document.save(str(path))
    return path


def html(path: Path) -> Path:
    """Write the first article as a web page with a menu and a footer."""
    title, byline, texts = ARTICLES[0]
    body = "".join(f"<p>{text * 6}</p>" for text in texts)
    path.write_text(
        f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8">
        <title>{title}_某新闻网</title>
        <meta property="article:published_time" content="2026-05-01T08:00:00+08:00"></head><body>
        <nav><a href="/">首页</a><a href="/news">新闻</a><a href="/video">视频</a></nav>
        <article><h1>{title}</h1><p>{byline}</p>{body}</article>
        <footer><p>版权所有 某新闻网</p></footer><script>alert("x")</script></body></html>""",
        "utf-8",
    )
    return path


def epub(path: Path) -> Path:
    """Write all articles as the chapters of a book."""
    names = [f"第{number}章.xhtml" for number in range(len(ARTICLES))]
    items = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(names)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(names)))
    with ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        )
        book.writestr(
            "OEBPS/book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>乡村报道</dc:title>'
            f"<dc:date>2026-05-01</dc:date></metadata><manifest>{items}</manifest>"
            f"<spine>{spine}</spine></package>",
        )
        for name, (title, byline, texts) in zip(names, ARTICLES, strict=True):
            body = "".join(f"<p>{text}</p>" for text in texts)
            book.writestr(
                f"OEBPS/{name}",
                '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>'
                f"<body><h1>{title}</h1><p>{byline}</p>{body}</body></html>",
            )
    return path


def blank_pdf(path: Path, pages: int) -> Path:
    """Write a PDF of pages without text."""
    canvas = Canvas(str(path), pagesize=(200, 200))
    for _ in range(pages):
        canvas.showPage()
    canvas.save()
    return path


def pdf(
    path: Path, *, columns: int = 3, pages: int = 1, shuffled: bool = False, password: str = ""
) -> Path:
    """Write pages of one article a column: a large title, a byline, paragraphs wrapped at 12."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path), pagesize=(595, 842), encrypt=password or None)
    for page in range(pages):
        drawn = [(40, 815, 9, "乡村日报 2026年5月1日"), (290, 20, 9, str(page + 1))]
        for column in range(columns):
            title, byline, texts = ARTICLES[column % len(ARTICLES)]
            left, top = 40 + 180 * column, 760
            drawn += [(left, top, 16, title), (left, top - 30, 10, byline)]
            top -= 60
            for text in texts:
                indented = "\u3000\u3000" + text
                for at in range(0, len(indented), 12):
                    line = indented[at : at + 12]
                    shift = 20 if at == 0 else 0
                    drawn.append((left + shift, top, 10, line.lstrip("\u3000")))
                    top -= 15
        if shuffled:
            random.Random(page).shuffle(drawn)
        for x, y, size, text in drawn:
            canvas.setFont("STSong-Light", size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return path


def bomb(path: Path, name: str, size: int) -> Path:
    """Write a small zip that says that one of its files unpacks to `size` bytes."""
    with ZipFile(path, "w") as archive:
        if name.startswith("word/"):
            archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, bytes(100))
        archive.infolist()[-1].file_size = size
    return path
