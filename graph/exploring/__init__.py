"""The explorer: the data of its page, and what it shows first."""
