"""Reports in, quotes out: everything that finds and proves a passage. Knows nothing of Telegram."""
