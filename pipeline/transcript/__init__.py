"""Pages become the one text of a document, with a way back from every character to the paper."""
