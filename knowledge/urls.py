"""The public addresses of what is no page of the CMS."""

from django.urls import path

from knowledge.public_views import show_evaluation, show_use_case

urlpatterns = [
    path("evaluaties/<slug:slug>/", show_evaluation, name="evaluation"),
    path("toepassingen/<slug:slug>/", show_use_case, name="use_case"),
]
