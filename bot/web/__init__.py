"""What is read in a browser or by programs: pages of reports, a chat, and an interface to cite."""
