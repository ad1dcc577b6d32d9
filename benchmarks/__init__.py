"""What measures retrieval: question sets, scoring, peers, scale, and the search for weights."""
