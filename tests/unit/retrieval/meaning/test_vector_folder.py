from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

from retrieval.analysis.normalizer import fold
from retrieval.index.passage_store import PassageStore
from retrieval.meaning.vector_folder import VectorFolder
from retrieval.meaning.vectors import BYTES
from retrieval.ranking.layout import sentences_of
from tests.support.concepts import ConceptEncoder
from tests.unit.retrieval.town import ARTICLES, FERRY, FIELD


def learned(encoder: ConceptEncoder, folder: Path | None = None) -> VectorFolder:
    kept = VectorFolder(encoder, folder)
    kept.learn(PassageStore(ARTICLES))
    return kept


def knows(kept: VectorFolder, text: str) -> bool:
    folded = fold(text)
    found = kept.sentences(0, folded)
    assert found is None or len(found) == len(sentences_of(folded))
    return found is not None


def test_what_was_learned_is_known_by_its_text(tmp_path: Path) -> None:
    kept = VectorFolder(ConceptEncoder(), tmp_path)
    assert not knows(kept, FERRY.texts[0])
    kept.learn(PassageStore((FERRY,)))
    assert all(knows(kept, text) for text in FERRY.texts)
    assert not knows(kept, FIELD.texts[0])
    assert kept.size == BYTES * len(kept.encoder.asked)  # type: ignore[attr-defined]


def test_only_new_articles_are_encoded(tmp_path: Path) -> None:
    encoder = ConceptEncoder()
    kept = learned(encoder, tmp_path)
    before = len(encoder.asked)
    assert before
    kept.learn(PassageStore(ARTICLES))
    assert len(encoder.asked) == before
    changed = replace(FERRY, texts=(*FERRY.texts[:3], "公交车每小时一班。"))
    kept.learn(PassageStore((*ARTICLES[:1], changed, *ARTICLES[2:])))
    assert encoder.asked[before:] == [
        "沙湾渡口始建于1937年,位于临溪县柳湾村。",
        "改造后的渡口设有候船室、书屋和便民服务点,由云浦市港航集团负责运营。",
        "村民赵大海说,因为水位上涨,渡口曾停运三个月。",
        "公交车每小时一班。",
    ]


def test_who_opens_the_folder_later_encodes_nothing(tmp_path: Path) -> None:
    learned(ConceptEncoder(), tmp_path)
    encoder = ConceptEncoder()
    assert knows(learned(encoder, tmp_path), FERRY.texts[2])
    assert encoder.asked == []
    other = ConceptEncoder(name="another model")
    learned(other, tmp_path)
    assert other.asked


def test_many_changes_leave_few_files_and_nothing_of_what_is_gone(tmp_path: Path) -> None:
    kept = VectorFolder(ConceptEncoder(), tmp_path)
    for number in range(40):
        text = f"渡口第{number}次停运。"
        kept.learn(PassageStore((FIELD, replace(FERRY, texts=(text,)))))
        assert knows(kept, text)
    assert len(list(tmp_path.glob("vectors-*"))) <= 8
    assert not knows(kept, "渡口第3次停运。")
    assert all(knows(kept, text) for text in FIELD.texts)


def test_a_file_that_cannot_be_believed_is_made_again(tmp_path: Path) -> None:
    learned(ConceptEncoder(), tmp_path)
    (torn,) = tmp_path.glob("vectors-*")
    torn.write_bytes(torn.read_bytes()[:-3])
    encoder = ConceptEncoder()
    assert knows(learned(encoder, tmp_path), FERRY.texts[0])
    assert encoder.asked


def test_a_folder_of_ones_own_goes_with_it() -> None:
    kept = learned(ConceptEncoder())
    folder = kept._folder  # noqa: SLF001
    assert folder.is_dir()
    del kept
    assert not folder.exists()


def test_what_cannot_be_kept_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    said: list[str] = []
    VectorFolder(ConceptEncoder(), tmp_path / "file").learn_beside(
        PassageStore(ARTICLES), said.append
    )
    for thread in threading.enumerate():
        if thread.name == "meaning":
            thread.join(10)
    assert len(said) == 1
    assert "cannot be kept" in said[0]
