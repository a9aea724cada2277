"""The version of the analysis. It is stamped on an index, which is not served when it was made with another one."""

# Goes up with every change that gives a text other tokens; a test tells when.
ANALYSIS_VERSION = "dutch-1"
