"""What each kind of document says: its bytes in, its blocks of text out."""
