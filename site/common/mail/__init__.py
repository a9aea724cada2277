"""Mail that is sent once: a row first, in the transaction of what it is about, then the worker.

Other apps register a `Purpose` in `ready()` and call `services.send`.
"""
