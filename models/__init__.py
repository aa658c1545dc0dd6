"""The types of the house: frozen, importing only each other."""
