"""The bot takes its reports from where it is told, or says in a sentence why it cannot."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.configured_library import open_library
from bot.settings import Settings, SettingsError
from retrieval.meaning import encoder as module


def test_a_cluster_that_is_away_is_named() -> None:
    settings = Settings(opensearch_url=SecretStr("http://bot:hidden@127.0.0.1:9/reports"))
    with pytest.raises(
        SettingsError, match=r"OpenSearch cannot be asked at http://127.0.0.1:9"
    ) as said:
        open_library(settings)
    assert "hidden" not in str(said.value)


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(SettingsError, match="OPENSEARCH_URL must be http"):
        open_library(Settings(opensearch_url=SecretStr("one:9200")))


def test_an_address_is_a_secret() -> None:
    settings = Settings(opensearch_url=SecretStr("https://bot:hidden@one:9200"))
    assert "hidden" not in repr(settings)
    assert "https://bot:hidden@one:9200" in settings.secrets


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
