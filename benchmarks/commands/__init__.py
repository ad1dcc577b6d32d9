"""What `python -m benchmarks` can be told to do: a module a command."""
