"""Images: decoded and written anew, so that nothing is left of them but the picture."""

import io
from typing import BinaryIO

from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError

from common.uploads.problems import MAX_FRAMES, MAX_PIXELS, Problem, RefusedError

FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP"}
# Photos of phones hold a second, smaller picture.
FORMATS_WRITTEN = {"MPO": "JPEG"}


def clean_image(kind: str, file: BinaryIO) -> bytes:
    """Return the picture, turned the way it is meant, without place, camera, comments or what came after its end.

    Raises RefusedError.
    """
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        image = Image.open(file, formats=sorted(set(FORMATS.values())))
        if FORMATS_WRITTEN.get(str(image.format), image.format) != FORMATS[kind]:
            raise RefusedError(Problem.OTHER_CONTENT)
        # Pillow only warns up to twice the limit.
        if image.width * image.height > MAX_PIXELS or getattr(image, "n_frames", 1) > MAX_FRAMES:
            raise RefusedError(Problem.PIXELS)
        return (
            _animation(image)
            if image.format in {"GIF", "WEBP"} and getattr(image, "is_animated", False)
            else _still(image)
        )
    except Image.DecompressionBombError as error:
        raise RefusedError(Problem.PIXELS) from error
    except UnidentifiedImageError as error:
        raise RefusedError(Problem.OTHER_CONTENT) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise RefusedError(Problem.BROKEN) from error


def _still(image: Image.Image) -> bytes:
    image.load()
    picture = image
    if image.getexif().get(ExifTags.Base.Orientation, 1) != 1:
        picture = ImageOps.exif_transpose(image)
    picture = _with_plain_colours(picture)
    form = FORMATS_WRITTEN.get(str(image.format), str(image.format))
    # Written with its own tables, a photo stays nearly what it was.
    quality = "keep" if picture is image and image.format == "JPEG" else 92
    return _written(picture, form, {} if form in {"PNG", "GIF"} else {"quality": quality})


def _animation(image: Image.Image) -> bytes:
    options = {"save_all": True, "loop": image.info.get("loop", 0), "duration": image.info.get("duration", 100)}
    return _written(image, str(image.format), options)


def _written(picture: Image.Image, form: str, options: dict[str, object]) -> bytes:
    # What Pillow would take along by itself.
    for name in ("exif", "xmp", "icc_profile", "comment", "photoshop", "XML:com.adobe.xmp"):
        picture.info.pop(name, None)
    target = io.BytesIO()
    picture.save(target, form, exif=b"", **options)
    return target.getvalue()


def _with_plain_colours(image: Image.Image) -> Image.Image:
    """The picture in the colours that every screen knows; a profile that says otherwise can hold anything, and goes."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "RGBA"}:
        return image
    try:
        converted = ImageCms.profileToProfile(
            image, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode=image.mode
        )
    except (ImageCms.PyCMSError, OSError):
        return image
    return converted or image
