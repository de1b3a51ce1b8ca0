"""Articles as people have them: read, numbered, and their citations found and matched."""
