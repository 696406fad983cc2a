"""Work that waits its turn, and is finished even when a worker dies."""
