"""What is known of Chinese in general, as data: word lists with their sources, and one loader."""
