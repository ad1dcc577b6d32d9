"""The text of a newspaper page turned into articles, by its form."""
