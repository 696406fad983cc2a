"""Moments marked on a recording, the talk below them, and the maker's response."""
