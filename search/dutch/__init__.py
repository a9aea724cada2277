"""Everything that is about the Dutch language, for every engine."""
