"""What is done with each kind of update: thin code between Telegram's objects and the services."""
