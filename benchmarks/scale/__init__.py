"""How engines fare as the archive grows: speed, memory and size, each in a process of its own."""
