"""Passages read closely, ranked, judged and quoted."""
