"""What deploy/ and the workflow name exists, and the unit leaves no more open than it says."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import Any

import pytest
import yaml

from bot.observability import GAUGES, Metrics
from bot.settings import Settings
from tests.support.running import ROOT

UNIT = (ROOT / "deploy" / "wenbao.service").read_text(encoding="utf-8")
RULES = yaml.safe_load((ROOT / "deploy" / "alerts.yml").read_text(encoding="utf-8"))
ALERTS = [rule for group in RULES["groups"] for rule in group["rules"]]
DASHBOARD = json.loads((ROOT / "deploy" / "grafana.json").read_text(encoding="utf-8"))
EXPOSURE = "20"
"""What `systemd-analyze security` may find at most, out of 100: 13 with systemd 252."""


def known() -> set[str]:
    """The names of all metrics."""
    metrics = Metrics()
    for name in GAUGES:
        metrics.watch(name, lambda: 0.0)
    kinds = re.findall(r"^# TYPE (\w+) (\w+)$", metrics.page().decode(), re.MULTILINE)
    return {name + "_bucket" * (kind == "histogram") for name, kind in kinds}


def named(expression: str) -> set[str]:
    return set(re.findall(r"\b(?:wenbao|process)_\w+", expression)) - {"wenbao"}


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: alert["alert"])
def test_an_alert_asks_for_metrics_there_are_and_says_what_to_do(alert: dict[str, Any]) -> None:
    assert named(alert["expr"]) <= known()
    assert named(alert["expr"]) or alert["expr"].startswith("up{")
    assert alert["annotations"].keys() == {"summary", "what_to_do"}
    assert alert["labels"]["severity"] in {"page", "ticket"}


def test_the_dashboard_asks_for_metrics_there_are() -> None:
    asked = [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]
    assert len(asked) > 10
    assert set().union(*map(named, asked)) <= known()


def test_every_gauge_is_on_the_dashboard_or_has_an_alert() -> None:
    told = json.dumps(DASHBOARD) + "".join(alert["expr"] for alert in ALERTS)
    assert {name for name in GAUGES if f"wenbao_{name}" not in told} <= {"tasks"}


def test_the_unit_sets_settings_there_are() -> None:
    lines = re.findall(r"^Environment=(.*)$", UNIT, re.MULTILINE)
    names = set(re.findall(r"([A-Z_]+)=", " ".join(lines)))
    pythons = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
    assert {"DATA_DIR", "TELEGRAM_BOT_TOKEN_FILE"} <= names
    assert names - pythons <= {name.upper() for name in Settings.model_fields}


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
def test_the_unit_leaves_little_open() -> None:
    command = ["systemd-analyze", "security", "--offline=yes", f"--threshold={EXPOSURE}"]
    judged = subprocess.run(  # noqa: S603 -- of our own words
        [*command, str(ROOT / "deploy" / "wenbao.service")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert judged.returncode == 0, judged.stdout


def test_the_workflow_runs_what_must_pass_and_builds_the_image_of_a_tag() -> None:
    text = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    steps = {name: job["steps"] for name, job in workflow["jobs"].items()}
    assert any(step.get("run") == ".ci/run" for step in steps["check"])
    assert any("docker build" in step.get("run", "") for step in steps["image"])
    assert workflow["jobs"]["image"]["needs"] == "check"
    triggers = workflow[True]  # `on`, which YAML 1.1 reads as a truth
    assert triggers["push"]["tags"] == ["v*"]
    assert workflow["permissions"] == {"contents": "read"}
