"""Coded acts and the training of their classifier."""
