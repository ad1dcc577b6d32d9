"""The bot: questions arrive from Telegram or a terminal, answers leave as quotes.

It alone knows Telegram and SQLite; what the reports say it learns from `retrieval`.
"""

import os

# python-telegram-bot's own switch: periods of time as timedelta, as all its later versions have it.
os.environ.setdefault("PTB_TIMEDELTA", "true")

VERSION = "0.1.0"
"""Of this bot, as in pyproject.toml."""
