"""Addresses under /kring/<public_id>/bijeenkomsten/."""

from django.urls import path

from circles.meetings import views

app_name = "meetings"

urlpatterns = [
    path("", views.show_list, name="list"),
    path("nieuw/", views.plan, name="plan"),
    path("<uuid:meeting_id>/", views.show, name="page"),
    path("<uuid:meeting_id>/bijeenkomst.ics", views.calendar_file, name="file"),
    path("<uuid:meeting_id>/antwoord/", views.answer, name="answer"),
    path("<uuid:meeting_id>/wijzigen/", views.change, name="change"),
    path("<uuid:meeting_id>/verplaatsen/", views.move, name="move"),
    path("<uuid:meeting_id>/annuleren/", views.cancel, name="cancel"),
    path("<uuid:meeting_id>/herinnering/", views.remind, name="remind"),
    path("<uuid:meeting_id>/afloop/", views.conclude, name="conclude"),
]
