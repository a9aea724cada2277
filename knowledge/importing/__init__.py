"""Reading the library from files: CSV, XLSX and JSON become one stream of rows, checked before anything is stored.

Nothing here writes; `knowledge.services.importing` does.
"""
