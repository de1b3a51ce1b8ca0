"""A workspace of one's own: begun, written into, watched."""
