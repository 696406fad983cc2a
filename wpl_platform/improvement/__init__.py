"""The board: from what we notice to what a later recording proves."""
