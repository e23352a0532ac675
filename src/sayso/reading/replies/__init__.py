"""What a statement replies to: the words that show a reply, and the rules that find what to."""
