"""Which statement of another report one replies to."""
