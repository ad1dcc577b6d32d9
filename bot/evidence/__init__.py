"""Evidence to keep and pass on: what was asked, what the reports say, and how anybody can check."""
