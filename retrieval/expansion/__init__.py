"""Other words and other numerals for those of a question."""
