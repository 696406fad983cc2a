"""What the moments show together. Writes nothing."""
