from xml.etree import ElementTree as ET

from benchmarks.figures import Figure, Measured
from benchmarks.quality import bars, page

FIGURES = (Figure("quote@1", "all", 0.75, 4, (0.5, 1.0)), Figure("refused", "all", None, 0))
MEASURED = [
    Measured("ours", "development", FIGURES),
    Measured("without <rules>", "development", (Figure("quote@1", "all", 0.5, 4), FIGURES[1])),
]


def test_a_page_has_a_row_of_each_measure_that_was_asked() -> None:
    assert list(page(MEASURED)) == [
        "\n## Development\n",
        "| measure | n | ours | without <rules> |",
        "| --- | --- | --- | --- |",
        "| quote@1 all | 4 | 0.750 (0.500–1.000) | 0.500 |",
    ]


def test_a_picture_is_well_formed_and_has_the_values() -> None:
    texts = [one.text for one in ET.fromstring(bars(MEASURED)).iter() if one.text]  # noqa: S314
    assert {"0.750", "0.500", "without <rules>"} <= set(texts)
