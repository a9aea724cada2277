"""Calendars: what stands in one, and the iCalendar text (RFC 5545) of feeds and invitations.

`entries` says what an entry is, `writer` is the only place that writes iCalendar, and `registry` knows which entries an
account has, in whatever app they are. docs/calendars.md tells apps how to take part.
"""
