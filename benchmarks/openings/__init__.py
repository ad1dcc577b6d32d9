"""The questions people open with: two sets, and how good what is shown in answer is."""
