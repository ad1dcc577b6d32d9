import pytest

from retrieval.lexicon.nouns import is_noun


@pytest.mark.parametrize(
    ("word", "noun"),
    [("灯笼", True), ("速度", True), ("委托", False), ("跑", False), ("灯笼委托", False)],
)
def test_common_nouns_and_no_verbs(word: str, *, noun: bool) -> None:
    assert is_noun(word) is noun
