"""Company files and the compiled index: the only room that reads and writes the disk."""
