"""Documents of many formats → article files in a folder, with ids that last."""
