"""Who is who across reports: forms, joins, people's judgements, and the facts of each actor."""
