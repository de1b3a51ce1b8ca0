"""The commands, by what they are for; each parses, asks the graph, shows the answer."""
