"""Where the rooms meet: each module answers one kind of question for whoever asks, at a terminal or in a browser."""
