"""compose.yaml does what it says: .env counts, the image keeps its places, the proxy is narrow."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from dotenv import dotenv_values

import bot.settings
from bot.settings import TOKEN
from tests.support.running import ROOT

COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")
DOTENV = f"""\
TELEGRAM_BOT_TOKEN=1:{"x" * 35}
ALLOWED_USERS=41,42
ADMIN_IDS=41
CORPUS_DIR=my-reports
DATA_DIR=elsewhere
HTTP_PORT=9
INDEX_DIR=index
SYNONYMS_FILE=synonyms.txt
"""


def parsed(text: str = COMPOSE) -> Any:  # noqa: ANN401 -- whatever YAML says
    return yaml.safe_load(text)


def image() -> dict[str, str]:
    """The settings the image fixes."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    return dict(re.findall(r"\b((?:CORPUS|DATA|HTTP)_[A-Z]+)=(\S+)", lines))


def test_what_stands_in_dotenv_counts_but_for_the_token_and_the_images_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = parsed()["services"]["bot"]
    assert service["env_file"] == [{"path": ".env", "required": False}]
    token = tmp_path / "token"
    token.write_text(f"2:{'y' * 35}", encoding="utf-8")
    written = {
        name: value or "" for name, value in dotenv_values(stream=io.StringIO(DOTENV)).items()
    }
    fixed = service["environment"] | {f"{TOKEN}_FILE": str(token), "LOG_FORMAT": "json"}
    for name, value in (image() | written | fixed).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    settings = bot.settings.read()
    assert settings.token == f"2:{'y' * 35}"
    assert settings.allowed_users == {41, 42}
    assert settings.admin_ids == {41}
    assert (settings.index_dir, settings.synonyms_file) == (None, None)
    places = {name: service["environment"][name] for name in image()}
    assert places == image()


def test_the_proxy_of_the_example_passes_on_what_telegram_posts_and_nothing_else() -> None:
    given, mark, commented = COMPOSE.partition("  # proxy:")
    example = parsed(given + re.sub(r"^( *)# ", r"\1", mark + commented, flags=re.MULTILINE))
    proxy = example["services"]["proxy"]
    assert "command" not in proxy
    assert {volume.partition(":")[0] for volume in proxy["volumes"]} <= set(example["volumes"])
    [config] = proxy["configs"]
    rules = " ".join(example["configs"][config["source"]]["content"].split())
    assert rules == (
        "bot.example.org { handle /telegram/* { reverse_proxy bot:8080 } respond 404 }"
    )
