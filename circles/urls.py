"""Addresses under /kring/."""

from django.urls import path

from circles.views import joining, leading, room

app_name = "circles"
urlpatterns = [
    path("nieuw/", leading.new, name="new"),
    path("uitnodiging/<str:secret>/", joining.invitation, name="invitation"),
    path("<uuid:public_id>/meedoen/", joining.join, name="join"),
    path("<uuid:public_id>/mijn-plek/", joining.my_place, name="my_place"),
    path("<uuid:public_id>/mijn-plek/antwoord/", joining.answer_offer, name="answer_offer"),
    path("<uuid:public_id>/stoppen/", joining.leave, name="leave"),
    path("<uuid:public_id>/", room.home, name="home"),
    path("<uuid:public_id>/gelezen/", room.mark_read, name="mark_read"),
    path("<uuid:public_id>/mensen/", room.people, name="people"),
    path("<uuid:public_id>/afspraken/", room.agreements, name="agreements"),
    path("<uuid:public_id>/aanvragen/", leading.requests, name="requests"),
    path("<uuid:public_id>/aanvragen/<int:pk>/", leading.decide, name="request"),
    path("<uuid:public_id>/uitnodigingen/", leading.invitations, name="invitations"),
    path("<uuid:public_id>/uitnodigingen/<int:pk>/intrekken/", leading.revoke_invitation, name="revoke_invitation"),
    path("<uuid:public_id>/deelnemers/", leading.members, name="members"),
    path("<uuid:public_id>/deelnemers/<int:pk>/rol/", leading.change_role, name="change_role"),
    path("<uuid:public_id>/deelnemers/<int:pk>/verwijderen/", leading.remove_member, name="remove_member"),
    path("<uuid:public_id>/instellingen/", leading.settings, name="settings"),
    path("<uuid:public_id>/instellingen/stap/", leading.step, name="step"),
    path("<uuid:public_id>/instellingen/afspraken/", leading.edit_agreements, name="edit_agreements"),
]
