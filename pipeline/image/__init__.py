"""The picture of a page: rendered, turned upright, cleaned as far as it needs."""
