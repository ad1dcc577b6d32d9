from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from retrieval.__main__ import main

REPORT = {"id": "b1", "title": "新桥通车", "text": "大桥全长1.5公里,设双向四车道。"}


@pytest.fixture
def corpus(tmp_path: Path) -> str:
    path = tmp_path / "reports.jsonl"
    path.write_text(json.dumps(REPORT, ensure_ascii=False) + "\n", encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("claim", "lines"),
    [
        (
            "设双向四车道",
            [
                "逐字一致",
                "原句：大桥全长1.5公里,设双向四车道。",
                "——《新桥通车》 · 第1段（b1-1）",
            ],
        ),
        (
            "设双向四车道……大桥全长1.5公里",
            [
                "拼接：报道里的先后次序不是这样",
                "片段：设双向四车道",
                "原句：大桥全长1.5公里,设双向四车道。",
                "——《新桥通车》 · 第1段（b1-1）",
                "片段：大桥全长1.5公里",
                "原句：大桥全长1.5公里,设双向四车道。",
                "——《新桥通车》 · 第1段（b1-1）",
            ],
        ),
        (
            "据《县报》报道，大桥全长一点五公里",
            [
                "有出入：只是写法、字形或空白不同",
                "报道没有注明报名，出处“县报”没有核对。",
                "  改数字写法：一点五公里 → 1.5公里",
                "原文：大桥全长1.5公里",
                "——《新桥通车》 · 第1段（b1-1）",
            ],
        ),
        ("的……的", ["太短，证明不了什么"]),
        (
            "大桥全长２.5公里，设双向四车道",
            [
                "有出入",
                "  改文字：２.5公里 → 1.5公里",
                "  改全半角或引号样式：， → ,",
                "原文：大桥全长1.5公里,设双向四车道",
                "——《新桥通车》 · 第1段（b1-1）",
            ],
        ),
        (
            "大桥全长1.5公里, 设双向四车道",
            [
                "有出入：只是写法、字形或空白不同",
                "  多空白：␣",
                "原文：大桥全长1.5公里,设双向四车道",
                "——《新桥通车》 · 第1段（b1-1）",
            ],
        ),
        ("图书馆昨日开馆", ["未找到"]),
        ("新桥通车", ["逐字一致", "——标题：《新桥通车》（b1）"]),
        ("，。", ["没有可核对的文字。"]),
    ],
)
def test_a_verdict(
    corpus: str, capsys: pytest.CaptureFixture[str], claim: str, lines: list[str]
) -> None:
    assert main(["verify", claim, "--corpus", corpus]) == 0
    assert capsys.readouterr().out.splitlines() == lines


def test_json_from_standard_input(
    corpus: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.TextIOWrapper(io.BytesIO("大桥全长2.5公里……\n设双向四车道\n".encode()))
    monkeypatch.setattr("sys.stdin", stream)
    assert main(["verify", "--json", "--corpus", corpus]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["outcome"] == "differing"
    first, second = told["pieces"]
    assert first["differences"] == [
        {
            "kind": "wording",
            "claimed": {"text": "2.5公里", "span": [4, 9]},
            "source": {"text": "1.5公里", "span": [4, 9]},
        }
    ]
    ((quote,),) = second["places"]
    assert (second["outcome"], second["count"], quote["start"]) == ("exact", 1, 10)
    assert REPORT["text"][quote["start"] : quote["stop"]] == quote["text"] == second["text"]


def test_json_tells_what_the_terminal_does(corpus: str, capsys: pytest.CaptureFixture[str]) -> None:
    typed = "《别的报道》说：设双向四车道……大桥全长1.5公里"
    assert main(["verify", typed, "--json", "--corpus", corpus]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["outcome"], told["clean"], told["negated"]) == ("spliced", False, False)
    (quotation,) = told["quotations"]
    assert (quotation["apart"], quotation["source"]) == ("order", "别的报道")
    assert quotation["attribution"] == "unchecked"
    assert [piece["text"] for piece in told["pieces"]] == ["设双向四车道", "大桥全长1.5公里"]
    assert told["pieces"] == quotation["pieces"]
    (sentence,) = told["pieces"][0]["sentences"][0]
    assert sentence["text"] == REPORT["text"]
    assert sentence["highlights"] == [[10, 16]]


def test_input_that_is_no_text(
    corpus: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe")))
    assert main(["verify", "--corpus", corpus]) == 2
    assert capsys.readouterr().err.splitlines()[-1] == "standard input: not UTF-8"
