"""What is shipped is what answers: neither what measures it nor what tests it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from zipfile import ZipFile

from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parent.parent
SHIPPED = {"bot", "retrieval"}


def test_the_image_is_made_of_what_answers() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in lines
    let_in = {line[1:] for line in lines if line.startswith("!")}
    assert let_in == SHIPPED | {"corpus", "requirements", "LICENSE"}
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.MULTILINE)
    assert {name.partition("/")[0] for line in copied for name in line.split()} == let_in


def test_the_wheel_is_made_of_what_answers() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert {*project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]} == SHIPPED


def test_the_wheel_holds_every_module_and_data_file_of_it(tmp_path: Path) -> None:
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with ZipFile(built) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert {name.partition("/")[0] for name in names} == SHIPPED
    sources = [file for package in SHIPPED for file in (ROOT / package).rglob("*")]
    kept = {
        str(file.relative_to(ROOT))
        for file in sources
        if file.is_file() and file.suffix in {".py", ".toml", ".txt", ".tsv", ".json", ".gz"}
    }
    assert kept <= names
