"""Promises beside each other and beside the national targets; nothing here adds or averages percentages."""
