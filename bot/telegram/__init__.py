"""The way to and from Telegram: updates received, queued and ordered, replies encoded and sent."""
