"""What the browser may ask for."""
