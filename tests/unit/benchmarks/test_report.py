from benchmarks.figures import Failure, Figure, Measured
from benchmarks.report import as_json, failure_lines, headlines, set_tables

FAILURE = Failure("ours", "near", "U1", "问？", "not_found", "found")
OURS = (Figure("quote@1", "all", 0.75, 4, (0.5, 1.0)), Figure("milliseconds", "median", 12.34, 4))
THEIRS = (Figure("quote@1", "all", None, 0), Figure("milliseconds", "median", 1, 4))
STYLES = [Measured("ours", "development", OURS), Measured("rank_bm25", "development", THEIRS)]
SETS = [
    *STYLES,
    Measured("ours", "four", (Figure("hit@1", "", 1.0, 4), OURS[1]), (FAILURE,)),
]


def test_styles_stand_in_rows_and_engines_in_columns_with_what_is_certain_of_each() -> None:
    assert list(set_tables(SETS)) == [
        "",
        "development",
        "measure       style   n   ours         95 %  rank_bm25  95 %",
        "------------  ------  -  -----  -----------  ---------  ----",
        "quote@1       all     4  0.750  0.500-1.000          -",
        "milliseconds  median  4   12.3                     1.0",
        "",
        "four",
        "measure       style   n   ours  95 %",
        "------------  ------  -  -----  ----",
        "hit@1                 4  1.000",
        "milliseconds  median  4   12.3",
    ]
    assert list(set_tables([])) == []


def test_all_sets_stand_in_one_table_an_engine_with_the_first_figure_of_each_measure() -> None:
    direct = Figure("quote@1", "direct", 0.1, 2)
    sets = [Measured("ours", "development", (*OURS, direct)), *SETS[1:]]
    assert list(headlines(sets)) == [
        "",
        "ours",
        "measure       development   four",
        "------------  -----------  -----",
        "quote@1             0.750",
        "milliseconds         12.3   12.3",
        "hit@1                      1.000",
        "",
        "rank_bm25",
        "measure       development",
        "------------  -----------",
        "quote@1                 -",
        "milliseconds          1.0",
    ]


def test_json_holds_the_same_figures() -> None:
    assert as_json(SETS, failures=False) == {
        "figures": {
            "development": {
                "ours": {"quote@1 all": 0.75, "milliseconds median": 12.34},
                "rank_bm25": {"quote@1 all": None, "milliseconds median": 1},
            },
            "four": {"ours": {"hit@1": 1.0, "milliseconds median": 12.34}},
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
