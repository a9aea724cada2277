"""A file with everything that is kept of somebody, made in the background for that person alone."""
