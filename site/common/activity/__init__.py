"""The activity log: who did what to which object, when, from where, and with which result.

Rows hold no personal content: no name, no address, no text, only kinds, identifiers and codes. They are added by
`services.record` and leave when their term is over; nothing changes one. docs/activity-log.md is for operators.
"""
