"""Files that people send: which are taken, what is taken out of them, and how they are looked at.

`services.clean_upload` is the door. Forms of the CMS go through it (`forms`), and so does every form
of ours with a file.
"""
