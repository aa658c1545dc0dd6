"""Scores: how well documents were read, held against golden and the maker's truth."""
