"""What is asked: a question as a `Query`, and the shapes a question may take."""
