"""Passages to vectors, vectors to a searchable index. Knows nothing of questions."""
