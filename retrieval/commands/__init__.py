"""What `python -m retrieval` can be told to do: a module a command.

Each has `add`, which declares its arguments, and a generator that yields the lines to print; what
it cannot do it says by raising `CommandError`.
"""
