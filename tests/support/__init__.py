"""What tests share: a small corpus, the bot in this process or as another, what to draw from."""
