"""Files that are what they say, and files that lie."""

import zlib
from io import BytesIO

from PIL import Image


def picture(width: int = 60, height: int = 40) -> Image.Image:
    """Left half red, right half blue: shows whether it was turned."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    return image


def jpeg(
    *, turn: int = 1, gps: bool = False, comment: bytes = b"", width: int = 60, height: int = 40
) -> bytes:
    """A photo as a telephone makes it."""
    exif = Image.Exif()
    exif[0x010F] = "Telephone maker"
    if turn != 1:
        exif[0x0112] = turn
    if gps:
        exif[0x8825] = {1: "N", 2: (11.0, 34.0, 0.0), 3: "E", 4: (108.0, 4.0, 0.0)}
    out = BytesIO()
    picture(width, height).save(out, "JPEG", exif=exif, comment=comment, quality=90)
    return out.getvalue()


def png(width: int = 60, height: int = 40, **extra: object) -> bytes:
    """A scan."""
    out = BytesIO()
    picture(width, height).save(out, "PNG", **extra)
    return out.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    """One chunk of a PNG, with the right sum."""
    return len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4)


def pdf(*objects: bytes, trailer: bytes = b"", version: bytes = b"1.7") -> bytes:
    """A PDF with an honest cross-reference table; `objects` follow the catalogue, pages and page."""
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]>>",
        *objects,
    ]
    out, places = b"%PDF-" + version + b"\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, trailer, start)
    return out


def packed(body: bytes) -> bytes:
    """An object stream, as writers of PDF 1.5 and later hide their objects."""
    data = zlib.compress(body)
    return b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (
        len(data),
        data,
    )
