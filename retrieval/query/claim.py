"""Claims in doubt: 杨梅每斤最高卖到200元，是真的吗 says something, and asks whether it is so.

>>> claim_in(tokens_of("听说桥修好了,对不对?"), "听说桥修好了,对不对?")
'桥修好了'
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.analysis.quantities import quantities
from retrieval.lexicon.files import sections, words
from retrieval.lexicon.phrases import Phrases
from retrieval.query.answer_type import answer_type
from retrieval.query.tokens import Token

_SHORTEST = 6
"""A claim has so many characters at least."""
_SIGNS = re.compile("[%‰℃°]+")
"""What is no word, and belongs to the figure before it."""
_DOUBTS: Phrases[str] = Phrases((phrase, "") for phrase in sections("claim_words")["doubts"])
_HEARSAY: Phrases[str] = Phrases((phrase, "") for phrase in sections("claim_words")["hearsay"])
_OPENERS: Phrases[str] = Phrases(
    (phrase, "") for name in ("openers", "hearsay") for phrase in sections("claim_words")[name]
)


def claim_in(tokens: Sequence[Token], text: str, *, is_passed_on: bool = False) -> str:
    """Return what `text` (normalised, cut into `tokens`) claims and doubts; nothing if neither.

    It is doubted by 是真的吗 at its end, 是不是 within it or, where it has a number, by 吗 or 吧.
    What asks nothing is, by 听说 before it, or where it is passed on from others.
    """
    said = [token for token in tokens if token.text[0].isalnum()]
    doubt = next((at for at, last, _ in _DOUBTS.find(said) if last == len(said) - 1), None)
    within = [one for one in said if one.text in words("claim_words", "asking")]
    closed = said and said[-1].text in words("claim_words", "closing")
    if doubt is None and not (within or (closed and quantities(text))):
        heard = is_passed_on or any(at == 0 for at, _, _ in _HEARSAY.find(said))
        if not heard or closed or _asks(tokens, text):
            return ""
    opener = next((last for at, last, _ in _OPENERS.find(said) if at == 0), -1)
    end = len(said) if doubt is None else doubt
    kept = said[opener + 1 : end - 1 if closed and doubt is None else end]
    if not kept:
        return ""
    sign = _SIGNS.match(text, kept[-1].stop)
    claim = text[kept[0].start : sign.end() if sign else kept[-1].stop]
    for one in within:
        claim = claim.replace(one.text, "", 1)
    claim = claim.strip(" ,。:;、")
    return claim if len(claim) >= _SHORTEST else ""


def _asks(tokens: Sequence[Token], text: str) -> bool:
    """Whether a text asks anything: by its mark, or by a question word."""
    return "?" in text or bool(answer_type(tokens)[1])
