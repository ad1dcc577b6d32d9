"""How truly documents are imported: made by real programs, of articles that are known."""
