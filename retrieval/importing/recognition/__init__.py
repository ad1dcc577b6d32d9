"""Pictures of text → the lines recognised in them, with what is unsure of each."""
