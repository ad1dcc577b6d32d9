from __future__ import annotations

import numpy as np
from hypothesis import given, strategies as st

from retrieval.index.archive.array_file import Float32s
from retrieval.meaning.vectors import BYTES, SIZE, compressed, nearness


def drawn(seed: int, count: int) -> Float32s:
    vectors = np.random.default_rng(seed).standard_normal((count, SIZE)).astype(np.float32)
    lengths: Float32s = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / lengths


@given(st.integers(0, 1000))
def test_what_is_kept_is_a_bit_a_number_and_about_as_near_as_before(seed: int) -> None:
    question, noise = drawn(seed, 1)[0], drawn(seed + 1, 20)
    shares = np.linspace(0, 0.95, 20, dtype=np.float32)[:, None]
    sentences = shares * question + np.sqrt(1 - shares**2) * noise
    kept = compressed(sentences)
    assert kept.dtype == np.uint8
    assert kept.shape == (20, BYTES)
    near = nearness(question, kept)
    truth = sentences @ question
    assert np.corrcoef(near, truth)[0, 1] > 0.95
    assert near.argmax() == 19
    assert abs(near.mean()) < 1e-6
    assert abs(near.std() - 1) < 1e-6


def test_sentences_that_are_all_alike_are_no_nearer_than_each_other() -> None:
    kept = compressed(np.repeat(drawn(1, 1), 5, axis=0))
    assert np.abs(nearness(drawn(2, 1)[0], kept)).max() < 1e-3
