"""Addresses under /mijn/."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("", views.my_page, name="my_page"),
    path("naam/", views.my_name, name="my_name"),
    path("tweede-stap/", views.second_factor, name="second_factor"),
]
