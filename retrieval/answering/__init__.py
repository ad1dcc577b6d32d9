"""What a question is after, and the answer to it."""
