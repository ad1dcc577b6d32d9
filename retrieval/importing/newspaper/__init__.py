"""The text of a newspaper page → articles, told apart by the form of the page."""
