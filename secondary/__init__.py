"""Sources whose text was not read, with what can be verified of them: a workspace, as data."""
