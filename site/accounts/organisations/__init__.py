"""Organisations: municipalities, provinces, ministries and others that people work for."""
