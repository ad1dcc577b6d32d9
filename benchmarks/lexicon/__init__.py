"""Makes the large tables of the lexicon from their sources, once; what answers only reads them."""
