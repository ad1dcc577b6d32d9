"""Web pages as news sites serve them: an article amid menus, lists, adverts and comments."""

from __future__ import annotations

import html
import json

from benchmarks.importing.printed_article import PrintedArticle

_LINKS = "".join(
    f'<li><a href="/{n}">{name}</a></li>'
    for n, name in enumerate(
        ("首页", "国内", "国际", "财经", "体育", "文化", "视频", "图片", "评论", "专题")
    )
)
_RELATED = "".join(
    f'<li><a href="/n/{n}">{title}</a></li>'
    for n, title in enumerate(("今冬首场雪落在山城", "早市上的热豆浆", "老街口修鞋匠的三十年"))
)
FOOT = "版权所有 某新闻网 京ICP备00000000号 未经书面授权禁止使用"


def _head(article: PrintedArticle) -> str:
    title = html.escape(article.title)
    return f"<meta charset=utf-8><title>{title}_某新闻网</title>"


def _texts(article: PrintedArticle, tag: str = "p") -> str:
    return "".join(f"<{tag}>{html.escape(text)}</{tag}>" for text in article.texts)


def semantic(article: PrintedArticle) -> str:
    """Return a page with <article>, as recent sites have it."""
    meta = '<meta property="article:published_time" content="2026-05-01T08:00:00+08:00">'
    return (
        f"<!DOCTYPE html><html lang=zh><head>{_head(article)}{meta}</head><body>"
        f"<nav><ul>{_LINKS}</ul></nav><main><article><h1>{html.escape(article.title)}</h1>"
        f"<p class=byline>{html.escape(article.byline)}</p>{_texts(article)}</article></main>"
        f"<aside><h3>相关阅读</h3><ul>{_RELATED}</ul></aside><footer><p>{FOOT}</p></footer></body>"
    )


def divisions(article: PrintedArticle) -> str:
    """Return a page of <div> only, its paragraphs begun with two wide blanks."""
    texts = "".join(f"<p>\u3000\u3000{html.escape(text)}</p>" for text in article.texts)
    return (
        f"<html><head>{_head(article)}</head><body><div class=top><ul>{_LINKS}</ul></div>"
        f'<div class="main"><div class="tit">{html.escape(article.title)}</div>'
        f'<div class="info">2026年05月01日 08:00 来源：某报 '
        f"作者：{html.escape(article.byline)}</div>"
        f'<div class="content" id="content">{texts}</div>'
        f"<div class=share>分享到：微信 微博</div></div>"
        f"<div class=rel><ul>{_RELATED}</ul></div><div class=foot>{FOOT}</div></body></html>"
    )


def breaks(article: PrintedArticle) -> str:
    """Return an old page: tables, and paragraphs parted by <br>."""
    texts = "<br><br>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{html.escape(t)}" for t in article.texts)
    return (
        f"<html><head>{_head(article)}</head><body><table><tr><td><ul>{_LINKS}</ul></td></tr>"
        f"<tr><td><center><font size=5><b>{html.escape(article.title)}</b></font></center>"
        f"<center>{html.escape(article.byline)}</center><div>{texts}</div></td></tr>"
        f"<tr><td><ul>{_RELATED}</ul></td></tr><tr><td>{FOOT}</td></tr></table></body></html>"
    )


def emphasised(article: PrintedArticle) -> str:
    """Return a page with bold leads, links and spans inside paragraphs, a figure, JSON-LD."""
    paragraphs = []
    for text in article.texts:
        lead, stop, rest = text.partition("。")
        inner = f"<strong>{html.escape(lead + stop)}</strong>"
        half = len(rest) // 2
        inner += (
            f'{html.escape(rest[:half])}<a href="/t"><span>{html.escape(rest[half:])}</span></a>'
        )
        paragraphs.append(f"<p>{inner}</p>")
    data = json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": article.title,
            "author": {"@type": "Person", "name": article.byline},
            "datePublished": "2026-05-01",
        },
        ensure_ascii=False,
    )
    return (
        f'<!DOCTYPE html><html><head>{_head(article)}<script type="application/ld+json">{data}'
        f"</script></head><body><header><nav><ul>{_LINKS}</ul></nav></header><div class=wrap>"
        f"<h1 class=headline>{html.escape(article.title)}</h1><div class=post-body>"
        f"<figure><img src=a.jpg><figcaption>图为现场。</figcaption></figure>"
        f"{''.join(paragraphs)}</div></div><footer>{FOOT}</footer></body></html>"
    )


LAYOUTS = {
    "semantic": semantic,
    "divisions": divisions,
    "breaks": breaks,
    "emphasised": emphasised,
}
