"""Organisations, teams, who belongs to them in which role, and the Viewer made of that."""
