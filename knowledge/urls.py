"""The public addresses of what is no page of the CMS."""

from django.urls import path

from knowledge.public_views import list_evaluations, list_use_cases, show_evaluation, show_use_case

urlpatterns = [
    path("evaluaties/", list_evaluations, name="evaluations"),
    path("evaluaties/<slug:slug>/", show_evaluation, name="evaluation"),
    path("toepassingen/", list_use_cases, name="use_cases"),
    path("toepassingen/<slug:slug>/", show_use_case, name="use_case"),
]
