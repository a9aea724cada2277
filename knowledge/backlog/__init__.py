"""The work that waits for the editors: what is stale, incomplete, broken or in somebody's hands.

`rules` says what counts as work and why, `reading` counts and lists it.
"""
