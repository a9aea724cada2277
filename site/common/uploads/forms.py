"""The forms of the CMS with a file: documents and images, one by one, many together, and in a chooser."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from common.uploads.services import IMAGES, clean_upload


class DocumentForm(BaseDocumentForm):
    """Wagtail's form for a document; a new file is looked at first."""

    def clean_file(self) -> Any:
        """Return the cleaned file. Raises ValidationError when it is refused."""
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            clean_upload(file)
        return file


class CleanedImageField(WagtailImageField):
    """Wagtail's field for an image, which only opens a file that was cleaned: half a picture is too much for it."""

    def to_python(self, data: Any) -> Any:
        """Return the picture, without anything else. Raises ValidationError when it is refused."""
        if isinstance(data, UploadedFile):
            clean_upload(data, kinds=IMAGES)
        return super().to_python(data)


class ImageForm(BaseImageForm):
    """Wagtail's form for an image; a new file is looked at first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            self.fields["file"] = CleanedImageField(label=field.label, widget=field.widget, required=field.required)
