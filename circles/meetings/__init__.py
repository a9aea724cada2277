"""Meetings of a circle: planning, inviting, answering, and the pages below /kring/<public_id>/bijeenkomsten/.

The tables stand in `circles/models/meeting.py`. docs/meetings.md tells how invitations are kept up to date.
"""
