"""Coding, training and measuring answers: which other statement a statement replies to."""
