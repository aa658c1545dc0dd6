"""Pure readers: text and grids in, facts out."""
