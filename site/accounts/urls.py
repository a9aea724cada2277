"""Addresses under /mijn/."""

from django.urls import path

from accounts import views
from accounts.people import views as people_views
from accounts.privacy import views as privacy_views
from accounts.privacy.exporting import views as exporting_views

urlpatterns = [
    path("", views.my_page, name="my_page"),
    path("naam/", views.my_name, name="my_name"),
    path("tweede-stap/", views.second_factor, name="second_factor"),
    path("privacy/", privacy_views.my_privacy, name="my_privacy"),
    path("privacy/bestand/", exporting_views.ask_export, name="ask_my_export"),
    path("privacy/bestand/<uuid:public_id>/", exporting_views.download_export, name="download_my_export"),
    path("apparaten/<int:pk>/uitloggen/", views.end_session, name="end_session"),
    path("privacy/wissen/", privacy_views.erase_me, name="erase_me"),
    path("privacy/wissen/intrekken/", privacy_views.keep_me, name="keep_me"),
    path("profiel/", people_views.my_profile, name="my_profile"),
    path("organisatie/", people_views.my_organisation, name="my_organisation"),
    path("organisatie/beeindigen/", people_views.end_my_organisation, name="end_my_organisation"),
]
