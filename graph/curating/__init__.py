"""A text of one's own to claims: what it may say, what is decided, what an edition moved."""
