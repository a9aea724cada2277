"""Addresses under /mijn/kalender/."""

from django.urls import path

from accounts.calendar_feed import views

urlpatterns = [
    path("", views.my_calendar, name="my_calendar"),
    path("adres/", views.renew_address, name="renew_calendar_address"),
    path("stop/", views.stop_address, name="stop_calendar_address"),
]
