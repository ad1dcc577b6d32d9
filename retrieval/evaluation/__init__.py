"""Question sets in, figures out: how well the reports are quoted, and how well refused."""
