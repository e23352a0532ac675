"""What is new in a record."""
