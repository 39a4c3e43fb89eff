"""Raw pages in; clean, dated, attributed articles and passages out. Knows nothing of vectors."""
