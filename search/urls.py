"""Addresses under /zoeken/."""

urlpatterns: list[object] = []
