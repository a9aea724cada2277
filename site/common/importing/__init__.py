"""What every import of files shares: where something stands, and reading a CSV file."""
