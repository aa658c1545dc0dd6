"""Plans in the words of many offices, with what a person reads in them."""
