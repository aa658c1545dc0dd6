"""Finders of tables: drawn by a program, ruled on paper, or without rules."""
