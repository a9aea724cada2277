"""How often public pages are opened, counted on the server: a path, a day and a number, nothing about who looked."""
