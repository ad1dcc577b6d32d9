"""Is what is said of the reports true? Judged by reading their raw files, and by nothing else."""
