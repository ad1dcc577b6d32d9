from __future__ import annotations

import threading
from pathlib import Path

import pytest

from bot.app import open_library
from bot.settings import Settings, SettingsError
from retrieval.meaning import encoder as module


def test_who_asks_for_vectors_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "find_spec", lambda _name: None)
    module.encoder.cache_clear()
    with pytest.raises(SettingsError, match=r"SENTENCE_VECTORS: .*`make meaning`"):
        open_library(Settings(sentence_vectors=True, data_dir=tmp_path))


@pytest.mark.slow
@pytest.mark.skipif(not module.installed(), reason="the extra is not installed: make meaning")
def test_vectors_of_what_is_open_are_kept(tmp_path: Path) -> None:
    library = open_library(Settings(sentence_vectors=True, data_dir=tmp_path))
    library.prepare()
    for thread in threading.enumerate():
        if thread.name == "meaning":
            thread.join(60)
    assert list((tmp_path / "vectors").glob("vectors-*"))
