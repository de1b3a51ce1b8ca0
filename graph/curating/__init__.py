"""A text of one's own into claims: what it may say, what a person decides, what a new edition moved."""
