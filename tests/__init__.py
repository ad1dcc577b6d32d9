"""The tests mirror the packages; `tests.telegram` is a small Telegram to test against."""
