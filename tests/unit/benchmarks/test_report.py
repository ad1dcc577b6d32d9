from benchmarks.figures import Failure, Figure, Measured
from benchmarks.report import as_json, failure_lines, set_tables, style_table

FAILURE = Failure("ours", "near", "U1", "问？", "not_found", "found")
OURS = (Figure("quote@1", "all", 0.75, 4), Figure("ms", "", 12.34, 4))
THEIRS = (Figure("quote@1", "all", None, 0), Figure("ms", "", 1, 4))
STYLES = [Measured("ours", "development", OURS), Measured("rank_bm25", "development", THEIRS)]
SETS = [
    Measured("ours", "four", (Figure("hit@1", "", 1.0, 4),), (FAILURE,)),
    Measured("ours", "four", (Figure("AUROC", "", 0.5, 4),)),
    Measured("fts5", "four", (Figure("hit@1", "", 0.25, 4), Figure("AUROC", "", 0.5, 4))),
]


def test_styles_stand_in_rows_and_engines_in_columns() -> None:
    assert list(style_table(STYLES)) == [
        "measure  style  n   ours  rank_bm25",
        "-------  -----  -  -----  ---------",
        "quote@1  all    4  0.750          -",
        "ms              4   12.3        1.0",
    ]
    assert list(style_table([])) == []


def test_a_set_has_a_table_of_its_own_with_both_measurements_in_it() -> None:
    assert list(set_tables(SETS)) == [
        "",
        "four: 4 questions",
        "engine  hit@1  AUROC",
        "------  -----  -----",
        "ours    1.000  0.500",
        "fts5    0.250  0.500",
    ]


def test_json_holds_the_same_figures() -> None:
    assert as_json([*STYLES, *SETS], failures=False) == {
        "figures": {
            "development": {
                "ours": {"quote@1 all": 0.75, "ms": 12.34},
                "rank_bm25": {"quote@1 all": None, "ms": 1},
            },
            "four": {
                "ours": {"hit@1": 1.0, "AUROC": 0.5},
                "fts5": {"hit@1": 0.25, "AUROC": 0.5},
            },
        }
    }
    assert as_json(SETS, failures=True)["failures"] == [
        {
            "engine": "ours",
            "questions": "near",
            "id": "U1",
            "question": "问？",
            "expected": "not_found",
            "got": "found",
        }
    ]


def test_a_failure_says_what_was_asked_expected_and_got() -> None:
    assert list(failure_lines([FAILURE])) == [
        "",
        "ours near U1: 问？",
        "    expected  not_found",
        "    got       found",
    ]
