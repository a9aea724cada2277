"""The text in documents, read page by page in the background."""
