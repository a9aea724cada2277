"""The API under the CMS: what it publishes is as complete as what the forms publish."""

from typing import Any

from django.core.exceptions import ValidationError
from rest_framework import exceptions
from rest_framework.response import Response
from wagtail.admin.api.actions.publish import PublishPageAPIAction
from wagtail.admin.api.views import PagesAdminAPIViewSet

from common.completeness import refuse_incomplete


class PublishCompletePage(PublishPageAPIAction):
    """Publishing, refused with what is missing for a page that is not complete."""

    def execute(self, instance: Any, data: Any) -> Response:
        """Publish the latest version. Raises the API's ValidationError when it is incomplete."""
        try:
            refuse_incomplete(instance.get_latest_revision_as_object())
        except ValidationError as refusal:
            raise exceptions.ValidationError(refusal.messages) from refusal
        return super().execute(instance, data)


class PagesView(PagesAdminAPIViewSet):
    """The pages of the API."""

    actions = {**PagesAdminAPIViewSet.actions, "publish": PublishCompletePage}
