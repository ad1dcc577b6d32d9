"""A shelf and its index in a folder: built once, opened in a blink, grown while it is read.

In reading order: `keys` (terms as numbers), `postings` (where a term stands), `segment` (the
postings and texts of some articles), `merging` (several segments into one), `pruning` (the best
passages without scoring them all), `fast` (the same by `compiled`, where numba is installed),
`snapshot` (what one reader sees: an index and a shelf), `manifest` (which segments count), `folder`
(which files are ours), `archive` (opening and growing), `building` (a whole corpus on several
cores).
"""
