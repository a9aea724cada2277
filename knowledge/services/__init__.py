"""Verbs of the library. Other apps use these and `knowledge.selectors`, and nothing else."""

from knowledge.services.evidence import assess
from knowledge.services.sample import load_sample

__all__ = ["assess", "load_sample"]
