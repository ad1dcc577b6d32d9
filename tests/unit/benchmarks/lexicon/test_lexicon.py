"""The tables as they are packed: sorted for the search, the same from the same rows."""

import gzip

from benchmarks.commands.lexicon import packed

ROWS = [["b c", "3"], ["b", "1", "2"], ["渔", "4"], ["a", "6"]]


def test_the_same_rows_make_the_same_bytes_and_are_sorted() -> None:
    table = packed(["source"], ROWS)
    assert table == packed(["source"], ROWS[::-1])
    assert gzip.decompress(table).decode() == "# source\na\t6\nb\t1\t2\nb c\t3\n渔\t4\n"
