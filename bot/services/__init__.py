"""What the bot can do, whether it is asked in Telegram or in a terminal: requests to replies."""
