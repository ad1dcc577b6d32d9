from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given, strategies as st

from retrieval.index.archive.term_ids import key
from retrieval.index.opensearch.documents import arrays_read, arrays_written, spelled
from retrieval.index.opensearch.term_counts import TermCounts

TERM = st.text(min_size=1, max_size=80)
COUNTED = st.dictionaries(TERM, st.integers(1, 1000), max_size=8)


@given(COUNTED, COUNTED, st.lists(TERM, max_size=4))
def test_counts_add_up_and_come_back(
    some: dict[str, int], more: dict[str, int], others: list[str]
) -> None:
    both = TermCounts.together([TermCounts.of(some), TermCounts.of(more)])
    both = TermCounts.read(arrays_read(arrays_written(**both.written("a-"))), "a-")
    terms = [*some, *more, *others]
    keys = np.array([key(term) for term in terms], dtype=np.uint64)
    total = Counter(some) + Counter(more)
    assert both.look_up(keys).tolist() == [total[term] for term in terms]
    assert both.minus(TermCounts.of(more)).look_up(keys).tolist() == [
        some.get(term, 0) for term in terms
    ]


@given(TERM, TERM)
def test_terms_stay_apart_and_are_one_word_each(one: str, other: str) -> None:
    assert spelled(one).split() == [spelled(one)]
    assert len(spelled(one)) <= 60
    assert spelled(one).encode()
    assert (spelled(one) == spelled(other)) == (one == other)
