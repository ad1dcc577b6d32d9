"""An index on the disk: built once, opened in milliseconds, changed while it is read.

In reading order: `array_file` (arrays in a file that is never believed unchecked), `term_ids`
(terms as numbers), `segment` (the postings and texts of some articles), `segment_view` (a segment
without its dead articles), `merging` (several segments into one), `max_score` (the best passages
without scoring them all, compiled), `archived_index` and `archived_passages` (what one reader
sees), `manifest` (which segments count), `folder` (which files are ours), `archive` (opening and
changing), `analysing` and `building` (a whole corpus on several cores).
"""
