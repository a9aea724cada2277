"""The public addresses of what is no page of the CMS."""

from django.urls import path

from knowledge.export_views import download_list
from knowledge.public_views import list_evaluations, list_use_cases, show_evaluation, show_use_case

urlpatterns = [
    path("evaluaties/", list_evaluations, name="evaluations"),
    path("evaluaties/<slug:slug>/", show_evaluation, name="evaluation"),
    path("toepassingen/", list_use_cases, name="use_cases"),
    path("toepassingen/<slug:slug>/", show_use_case, name="use_case"),
    *(
        path(f"{kind}/lijst.{ending}", download_list, {"kind": kind, "ending": ending})
        for kind in ("methoden", "evaluaties", "toepassingen", "kennisbank")
        for ending in ("csv", "json")
    ),
]
