"""An index on a cluster of machines: OpenSearch holds and finds, what is exact stays ours.

In reading order: `connection` (asking a cluster, again where it passes), `documents` (what stands
in its index), `term_counts` (in how many passages terms stand), `cluster_state` (what all readers
agree on, and what changes), `cluster_view` (what one reader sees, and its articles),
`cluster_index` and `cluster_passages` (the two halves of an engine), `loading` (a whole corpus into
a new index), `changing` (articles put and removed), `cluster` (opening it all).
"""
