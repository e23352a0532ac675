"""Where a party stands on an issue: stands, their conditions, changes and contradictions."""
