"""Readers: raw bytes to articles, or a reason why not. One file for each kind of input."""
