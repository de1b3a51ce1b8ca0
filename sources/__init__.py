"""The evidence of Relatum: the bibliography and the sources read, as data."""
