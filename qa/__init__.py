"""From a question to an answer made of quoted passages, or to an abstention with its reason."""
