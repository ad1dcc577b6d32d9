"""Addresses of places in reports, and how a place is cited."""
