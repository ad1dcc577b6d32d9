"""Terms to passages: in memory, or in an archive on the disk."""
