"""Settings: `base` is shared, `dev` runs on a laptop, `test` runs the suite, `production` is for a server."""
