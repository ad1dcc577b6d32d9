"""Pinyin and wrong characters mended, as far as the reports know what was meant."""
