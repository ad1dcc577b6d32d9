"""Keyword engines to be measured beside ours, each the home of one outside library.

A module has `ranker`: the words of the documents -> a function from the words of a question and
a limit to places and scores, best first. All rank the same words, those of `jieba.lcut`.
"""
