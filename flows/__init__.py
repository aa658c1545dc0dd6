"""The only importers of Prefect."""
