"""Questions in dispute: what bears on them, people's choices, boards, suggestions."""
