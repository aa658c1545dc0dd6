"""The consolidated tables as files: CSV, a workbook, Parquet, plans as JSON Lines, and what their columns mean."""
