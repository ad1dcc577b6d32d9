"""The truth law: whatever is said of the reports is true of their raw text."""
