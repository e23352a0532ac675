"""Whose side a statement counts for."""
