"""Entities: the people, places and organisations that reports name, each with where it stands."""
