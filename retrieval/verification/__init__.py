"""Quotations checked, quotes proved, places named and cited."""
