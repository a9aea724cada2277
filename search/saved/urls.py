"""Addresses under /mijn/zoekopdrachten/."""

from django.urls import path

from search.saved import views

app_name = "saved_searches"

urlpatterns = [
    path("", views.show_list, name="list"),
    path("bewaar/", views.save, name="save"),
    path("<uuid:public_id>/naam/", views.rename, name="rename"),
    path("<uuid:public_id>/bekijk/", views.look, name="look"),
    path("<uuid:public_id>/verwijder/", views.delete, name="delete"),
    path("<uuid:public_id>/zet-terug/", views.take_back, name="take_back"),
    path("<uuid:public_id>/volg/", views.start_feed, name="start_feed"),
    path("<uuid:public_id>/stop/", views.stop_feed, name="stop_feed"),
]
