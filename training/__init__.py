"""Rebuilds the line recogniser from nothing but packages and typefaces."""
