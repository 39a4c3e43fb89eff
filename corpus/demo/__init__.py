"""A small archive of clearly fictional news, written for Dateline, for a first try."""
