"""The language of Relatum: its schema, concepts, people, rules and shapes, as data."""
