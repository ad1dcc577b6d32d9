"""Claims in doubt: 杨梅每斤最高卖到200元，是真的吗 says something, and asks whether it is so.

>>> claim_in(tokens_of("听说桥修好了,对不对?"), "听说桥修好了,对不对?")
'桥修好了'
"""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.lexicon.files import sections
from retrieval.lexicon.phrases import Phrases
from retrieval.query.tokens import Token

_SHORTEST = 6
"""A claim has so many characters at least."""
_DOUBTS: Phrases[str] = Phrases((phrase, "") for phrase in sections("claim_words")["doubts"])
_OPENERS: Phrases[str] = Phrases((phrase, "") for phrase in sections("claim_words")["openers"])


def claim_in(tokens: Sequence[Token], text: str) -> str:
    """Return what `text` (normalised, cut into `tokens`) claims and doubts; nothing if neither."""
    said = [token for token in tokens if token.text[0].isalnum()]
    doubt = next((at for at, last, _ in _DOUBTS.find(said) if last == len(said) - 1), None)
    if not doubt:
        return ""
    opener = next((last for at, last, _ in _OPENERS.find(said) if at == 0), -1)
    start, stop = said[min(opener + 1, doubt)].start, said[doubt - 1].stop
    claim = text[start:stop].strip(" ,。:;、")
    return claim if len(claim) >= _SHORTEST else ""
