import json
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from benchmarks.__main__ import main
from benchmarks.tuning.data_set import data_sets, pieces
from retrieval.ranking.weights import LEARNED, Weights, read_weights

HARBOURS = {
    "龙湾港": ("三号泊位", "水深十二米", "二〇一九年建成"),
    "虎跳港": ("灯塔", "高四十米", "由王建国看守"),
    "青石港": ("渡轮", "每天六班", "开往白沙岛"),
    "云山港": ("冷库", "可存鱼三百吨", "属于海丰公司"),
}


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    """A set of two paragraphs a title, with two questions a paragraph."""
    folder = tmp_path / "harbours"
    folder.mkdir()
    corpus, queries = [], []
    for name, (thing, size, past) in HARBOURS.items():
        texts = (
            f"{name}有{thing}。那里的{thing}{size}。港口四周都是山。",
            f"说起{name}的{thing},人们都很骄傲。{thing}{past}。海风很大。",
        )
        for number, (text, answer) in enumerate(zip(texts, (size, past), strict=True)):
            paragraph = f"{name}-{number}"
            corpus.append({"id": paragraph, "title": name, "text": text})
            queries += [
                {
                    "id": f"{paragraph}-{question}",
                    "question": question.format(name=name, thing=thing, answer=answer),
                    "answers": [answer],
                    "gold": [paragraph],
                }
                for question in ("{name}的{thing}怎么样?", "哪里的{thing}{answer}?")
            ]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, corpus)), "utf-8")
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)), "utf-8")
    return folder


def test_a_set_is_taken_as_it_is_by_title_and_in_pieces(bench: Path) -> None:
    apart, together, cut = data_sets(bench)
    assert len(apart.corpus.articles) == 2 * len(together.corpus.articles) == 8
    for data_set in (apart, together, cut):
        texts = {article.id: article.texts for article in data_set.corpus.articles}
        assert len(data_set.tasks) == 16
        for task in data_set.tasks:
            ((article, number),) = task.gold
            assert task.answered_by(texts[article][number - 1])


def test_a_question_keeps_its_half_wherever_its_paragraph_stands(bench: Path) -> None:
    apart, together, _ = data_sets(bench)
    assert [task.half for task in apart.tasks] == [task.half for task in together.tasks]


@given(
    st.lists(st.sampled_from(["海风很大。", "港口" * 40 + "。", "灯塔" * 70, "\n"])).map("".join)
)
def test_pieces_are_the_paragraph_and_each_but_the_last_is_as_long_as_a_quote(text: str) -> None:
    cut = pieces(text)
    assert "".join(cut) == text
    assert all(len(piece) >= 120 for piece in cut[:-1])


def test_a_question_whose_answer_is_cut_in_two_is_left_out(bench: Path) -> None:
    first = "港口四周都是山," * 14 + "水深十二米,可停大船。"
    row = {"id": "龙湾港-0", "title": "龙湾港", "text": first + "那里有灯塔。"}
    (bench / "corpus.jsonl").write_text(json.dumps(row), "utf-8")
    asked = [
        {"id": name, "question": "?", "answers": [answer], "gold": ["龙湾港-0"]}
        for name, answer in (("first", "十二米"), ("second", "灯塔"), ("both", "船。那里"))
    ]
    (bench / "queries.jsonl").write_text("\n".join(map(json.dumps, asked)), "utf-8")
    whole, cut = data_sets(bench)
    assert [len(whole.tasks), len(cut.tasks)] == [3, 2]
    assert [task.gold for task in cut.tasks] == [{("龙湾港-0", 1)}, {("龙湾港-0", 2)}]


def test_weights_survive_their_file() -> None:
    weights = Weights({"rare": 1.25}, {"bm25": -2.0}, {"run": 0.5}, -3.75)
    assert read_weights("\n".join(weights.toml())) == weights


@pytest.mark.slow
def test_tune_prints_weights_that_can_be_read_and_a_row_for_each_set_and_half(
    bench: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tune", "--bench", str(bench), "--jobs", "1"]) == 0
    printed = capsys.readouterr().out
    assert main(["tune", "--bench", str(bench), "--jobs", "2"]) == 0
    assert capsys.readouterr().out == printed
    toml, _, figures = printed.partition("\n\nset ")
    weights = read_weights(toml)
    assert list(weights.window) == list(LEARNED.window)
    assert list(weights.passage) == list(LEARNED.passage)
    assert weights.confidence["kind_missing"] == -4.0
    assert figures.count("harbours") == 6


def test_tune_says_when_a_set_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tune", "--bench", str(tmp_path)]) == 2
    assert "no corpus.jsonl" in capsys.readouterr().err
