"""The bot takes its reports from a cluster, or says in a sentence why it cannot."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from bot.app import open_library
from bot.settings import Settings, SettingsError


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
