"""What sentences mean, as vectors: an extra that only ranks, and confirms nothing."""
