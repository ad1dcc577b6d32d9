import json
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.tuning.exercise import exercises
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


def test_a_set_is_taken_as_it_is_and_by_title(bench: Path) -> None:
    apart, together = exercises(bench)
    assert len(apart.corpus.articles) == 2 * len(together.corpus.articles) == 8
    for exercise in (apart, together):
        texts = {article.id: article.texts for article in exercise.corpus.articles}
        for task in exercise.tasks:
            ((article, number),) = task.gold
            assert task.answered_by(texts[article][number - 1])


def test_a_question_keeps_its_half_wherever_its_paragraph_stands(bench: Path) -> None:
    apart, together = exercises(bench)
    assert [task.half for task in apart.tasks] == [task.half for task in together.tasks]


def test_weights_survive_their_file() -> None:
    weights = Weights({"rare": 1.25}, {"bm25": -2.0}, {"run": 0.5}, -3.75)
    assert read_weights("\n".join(weights.toml())) == weights


def test_tune_prints_weights_that_can_be_read_and_a_row_for_each_set_and_half(
    bench: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tune", "--bench", str(bench)]) == 0
    printed = capsys.readouterr().out
    toml, _, figures = printed.partition("\n\nset ")
    weights = read_weights(toml)
    assert list(weights.window) == list(LEARNED.window)
    assert list(weights.passage) == list(LEARNED.passage)
    assert weights.confidence["kind_missing"] == -4.0
    assert figures.count("harbours") == 4


def test_tune_says_when_a_set_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tune", "--bench", str(tmp_path)]) == 2
    assert "no corpus.jsonl" in capsys.readouterr().err
