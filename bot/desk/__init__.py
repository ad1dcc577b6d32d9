"""Where questions arrive and answers leave, whether by Telegram or in a terminal."""
