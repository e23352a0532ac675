"""Reports of one utterance: found by keys and days, grouped, held against each other word by word."""
