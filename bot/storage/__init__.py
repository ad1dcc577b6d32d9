"""What outlives the process: one SQLite database, its tables, and copies of it."""
