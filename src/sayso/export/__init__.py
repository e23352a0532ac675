"""Readings to files of other programs: CSV, JSON Lines, brat."""
