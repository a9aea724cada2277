"""Addresses under /zoeken/."""

from django.urls import path

from search import views
from search.saved import views as saved_views

app_name = "search"

urlpatterns = [
    path("", views.results, name="results"),
    path("vergelijkbaar/<slug:kind>/<uuid:public_id>/", views.similar, name="similar"),
    path("suggesties/", views.suggestions, name="suggestions"),
    path("volgen/<uuid:public_id>/<str:token>/", saved_views.feed, name="feed"),
]
