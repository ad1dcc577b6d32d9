"""A verdict as JSON: what `verify --json`, the interface for programs and assistants print."""

from __future__ import annotations

from retrieval.answer_json import article_records, quote_records
from retrieval.verification.difference import Difference
from retrieval.verification.draft import DraftVerdict
from retrieval.verification.verdict import CheckedQuotation, Piece, Verdict


def record(verdict: Verdict) -> dict[str, object]:
    """Write a verdict down as plain JSON values.

    `pieces` are those of all `quotations`, which also tell what the pieces make together.
    """
    pieces = [_piece_record(piece) for piece in verdict.pieces]
    return {
        "outcome": verdict.outcome.value,
        "clean": verdict.is_clean,
        "negated": verdict.negated,
        "quotations": [_quotation_record(quotation) for quotation in verdict.quotations],
        "pieces": pieces,
        "unread": verdict.unread,
    }


def draft_record(text: str, verdict: DraftVerdict) -> dict[str, object]:
    """Write down what came of each quotation in a text: its characters, its words, its verdict."""
    quotations = [
        {
            "start": one.start,
            "stop": one.stop,
            "text": text[one.start : one.stop],
            **record(one.verdict),
        }
        for one in verdict.quotations
    ]
    return {"quotations": quotations, "unread": verdict.unread}


def quotation_words(quotation: CheckedQuotation) -> str:
    """Return the words of a quotation as they were typed, …… between its pieces."""
    return "……".join(piece.text for piece in quotation.pieces)


def _quotation_record(quotation: CheckedQuotation) -> dict[str, object]:
    return {
        "text": quotation_words(quotation),
        "outcome": quotation.outcome.value,
        "worded_alike": quotation.worded_alike,
        "negated": quotation.negated,
        "negations": [
            {"word": quote_records([one.word])[0], "sentence": quote_records([one.sentence])[0]}
            for one in quotation.negations
        ],
        "left_out": [quote_records(gap.quotes) for gap in quotation.left_out],
        "apart": quotation.apart.value if quotation.apart else None,
        "speaker": quotation.frame.speaker or None,
        "source": quotation.frame.source or None,
        "attribution": quotation.attribution.value,
        "pieces": [_piece_record(piece) for piece in quotation.pieces],
    }


def _piece_record(piece: Piece) -> dict[str, object]:
    return {
        "text": piece.text,
        "outcome": piece.outcome.value,
        "worded_alike": piece.worded_alike,
        "joined": piece.joined,
        "places": [quote_records(place.quotes) for place in piece.places],
        "sentences": [quote_records(place.in_sentences().quotes) for place in piece.places],
        "count": piece.count,
        "more": piece.more,
        "titles": article_records(piece.titles),
        "bylines": article_records(piece.bylines),
        "differences": [_difference_record(piece, one) for one in piece.differences],
    }


def _difference_record(piece: Piece, one: Difference) -> dict[str, object]:
    claimed, source = piece.text[slice(*one.claimed)], piece.places[0].text[slice(*one.source)]
    return {
        "kind": one.kind.value,
        "claimed": {"text": claimed, "span": list(one.claimed)},
        "source": {"text": source, "span": list(one.source)},
    }
