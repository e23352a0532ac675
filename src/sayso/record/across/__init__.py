"""What many reports say together: actors, utterances, issues, positions, answers, news."""
