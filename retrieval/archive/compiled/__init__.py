"""The search of `pruning`, compiled, a segment at a time: numba, of the extra `fast`.

In reading order: `jit` (how it is compiled and kept), `held` (a passage among postings), `window`
(adding up and sifting), `search` (all of one search).

The same postings, the same passages in the end, and the same scores to the last bit; but passages
are searched a window after the other, each with the threshold that those before it have found, and
common terms are looked up in their maps (`postings`).
"""
