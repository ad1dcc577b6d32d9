"""Answer extraction: which words of a passage are of the kind a question asks for."""
