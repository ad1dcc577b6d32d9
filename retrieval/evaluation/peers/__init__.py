"""Keyword engines to be measured beside ours, each the home of one outside library.

A module has `ranker`: the words of the documents -> a function from the words of a question and
a limit to places and scores, best first; and for archives `build`, which writes an index into a
folder, and `opened`, which opens it as such a function. All rank the same words.
"""
