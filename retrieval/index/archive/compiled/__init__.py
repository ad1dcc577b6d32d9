"""The search of `pruning`, compiled, a segment at a time: numba, of the extra `fast`.

In reading order: `jit` (how it is compiled and kept), `dictionary` (where terms stand), `held` (how
often a term stands where), `window` (adding up and sifting), `chosen` (the best so far),
`search` (all of one search).

The same postings, the same passages in the end, and the same scores to the last bit; but passages
are searched a window after the other, each with the threshold that those before it have found. Of
the common terms, those with maps (`postings`), it is first asked only in which passages they stand.
"""
