"""Recordings: receive, probe, convert, keep, deliver and share them."""
