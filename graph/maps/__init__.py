"""Concept maps: what goes on them, where it stands, and maps of others."""
