"""A logo is let in when it can be printed, and told why not otherwise."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image, PngImagePlugin

from handpress.problems import Place, Problem
from handpress.words.clinic import read_clinics
from handpress.words.logo import Logo, read_logo, read_logo_in

PLACE = Place("clinics/ours.yaml", 6, 1)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10">{}</svg>'
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
BLUE = (11, 74, 99)


def png(size: tuple[int, int], *, mode: str = "RGB", colour: object = BLUE) -> bytes:
    written = io.BytesIO()
    Image.new(mode, size, colour).save(written, "PNG")
    return written.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return (
        struct.pack(">I", len(data))
        + kind
        + data
        + struct.pack(">I", zlib.crc32(kind + data))
    )


def read(tmp_path: Path, data: bytes | str, name: str = "logo.png") -> Logo | Problem:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_logo(path, PLACE)


def read_svg(tmp_path: Path, inside: str) -> Logo | Problem:
    return read(tmp_path, SVG.format(inside), "logo.svg")


def bytes_of(logo: Logo | Problem) -> bytes:
    assert isinstance(logo, Logo), logo
    return base64.b64decode(logo.data_uri.partition(";base64,")[2])


def picture_of(logo: Logo | Problem) -> Image.Image:
    return Image.open(io.BytesIO(bytes_of(logo)))


def refused(logo: Logo | Problem) -> tuple[str, str]:
    assert isinstance(logo, Problem), logo
    assert logo.place == PLACE
    return logo.code, logo.message


def test_a_png_is_written_anew_and_keeps_its_size(tmp_path: Path):
    logo = read(tmp_path, png((300, 100)))

    picture = picture_of(logo)
    assert (logo.width, logo.height) == (300, 100)
    assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", (300, 100))
    assert picture.getpixel((150, 50)) == BLUE


def test_a_picture_of_4000_points_is_made_smaller_and_keeps_its_shape(tmp_path: Path):
    logo = read(tmp_path, png((4000, 1000)))

    assert (logo.width, logo.height) == (1200, 300)
    assert picture_of(logo).size == (1200, 300)


def test_a_picture_of_one_point_is_refused_with_its_size(tmp_path: Path):
    told = 'the logo "logo.png" is 1 x 1 points of picture: too small to print'
    assert refused(read(tmp_path, png((1, 1)))) == ("logo-too-small", told)


@pytest.mark.parametrize(("side", "is_read"), [(59, False), (60, True)])
def test_the_longer_side_has_60_points_at_least(tmp_path: Path, side, is_read):
    assert isinstance(read(tmp_path, png((side, 20))), Logo) == is_read


@pytest.mark.parametrize("size", [(6400, 6400), (30000, 30000)])
def test_a_small_file_of_a_very_large_picture_is_refused(tmp_path: Path, size):
    head = struct.pack(">IIBBBBB", *size, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"")

    assert refused(read(tmp_path, bomb))[0] == "logo-too-large"


def test_a_file_of_more_than_5_megabytes_is_refused(tmp_path: Path):
    told = 'the logo "logo.png" is larger than 5000 kB'
    assert refused(read(tmp_path, b"0" * 5_000_001)) == ("logo-too-large", told)


def test_what_is_transparent_becomes_white(tmp_path: Path):
    seen = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    seen.paste((*BLUE, 255), (0, 0, 50, 100))
    written = io.BytesIO()
    seen.save(written, "PNG")

    picture = picture_of(read(tmp_path, written.getvalue()))

    assert [picture.getpixel((x, 50)) for x in (10, 90)] == [BLUE, (255, 255, 255)]


@pytest.mark.parametrize(
    ("mode", "colour", "found"),
    [
        ("1", 0, (0, 0, 0)),
        ("L", 99, (99, 99, 99)),
        ("LA", (99, 255), (99, 99, 99)),
        ("I;16", 99 * 257, (99, 99, 99)),
        ("P", 0, (0, 0, 0)),
        ("RGBA", (*BLUE, 255), BLUE),
    ],
)
def test_every_kind_of_png_is_read_in_its_colours(tmp_path: Path, mode, colour, found):
    picture = picture_of(read(tmp_path, png((100, 80), mode=mode, colour=colour)))

    assert picture.getpixel((40, 40)) == found


@pytest.mark.parametrize(
    ("mode", "colour"), [("RGB", "white"), ("RGBA", (255, 255, 255, 255)), ("RGBA", 0)]
)
def test_a_picture_that_nobody_can_see_on_white_paper_is_refused(tmp_path, mode, colour):
    data = png((100, 80), mode=mode, colour=colour)

    assert refused(read(tmp_path, data))[0] == "logo-not-seen"


def test_nothing_that_was_said_beside_a_picture_is_kept(tmp_path: Path):
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", "Somebody")
    written = io.BytesIO()
    Image.new("RGB", (100, 80), BLUE).save(
        written, "PNG", pnginfo=said, dpi=(72, 72), icc_profile=b"profile", exif=b"exif"
    )

    picture = picture_of(read(tmp_path, written.getvalue()))

    assert picture.info == {}


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path):
    data = png((1300, 700), mode="RGBA", colour=(*BLUE, 200))

    assert read(tmp_path, data) == read(tmp_path, data)


def test_a_picture_that_moves_is_refused(tmp_path: Path):
    frames = [Image.new("RGB", (100, 80), colour) for colour in ("red", "blue")]
    written = io.BytesIO()
    frames[0].save(written, "PNG", save_all=True, append_images=frames[1:])

    assert refused(read(tmp_path, written.getvalue()))[0] == "logo-moves"


@pytest.mark.parametrize("kind", ["JPEG", "GIF", "BMP", "WEBP"])
def test_another_format_that_is_called_png_is_refused(tmp_path: Path, kind):
    written = io.BytesIO()
    Image.new("RGB", (100, 80), BLUE).save(written, kind)

    told = 'the logo "logo.png" is not a PNG, or a broken one'
    assert refused(read(tmp_path, written.getvalue())) == ("logo-not-read", told)


@pytest.mark.parametrize("cut", [0, 4, 20, 50, -30])
def test_a_broken_png_is_refused(tmp_path: Path, cut):
    assert refused(read(tmp_path, png((100, 80))[:cut]))[0] == "logo-not-read"


def test_what_is_neither_svg_nor_png_is_refused(tmp_path: Path):
    told = 'the logo "logo.gif" is neither .svg nor .png'
    assert refused(read(tmp_path, b"GIF89a", "logo.gif")) == ("logo-not-read", told)


@pytest.mark.parametrize("name", ["nowhere.png", "folder.png"])
def test_a_logo_that_is_not_there_is_told(tmp_path: Path, name):
    (tmp_path / "folder.png").mkdir()

    told = f'the logo "{name}" is not there'
    assert refused(read_logo(tmp_path / name, PLACE)) == ("logo-missing", told)


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path):
    folder = tmp_path / "clinics"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(png((100, 80)))
    (folder / "logo.png").symlink_to(tmp_path / "secret.png")

    told = 'the logo "logo.png" lies outside the folder "clinics"'
    assert refused(read_logo_in(folder, "logo.png", PLACE)) == ("logo-outside", told)


def test_a_link_within_the_folder_and_to_the_folder_is_followed(tmp_path: Path):
    (tmp_path / "real").mkdir()
    (tmp_path / "clinics").symlink_to(tmp_path / "real")
    (tmp_path / "real/one.png").write_bytes(png((100, 80)))
    (tmp_path / "real/two.png").symlink_to("one.png")

    assert isinstance(read_logo_in(tmp_path / "clinics", "two.png", PLACE), Logo)


def test_an_svg_is_taken_as_it_is(tmp_path: Path):
    inside = (
        f'<defs {XLINK}><linearGradient id="a"/><path id="b" d="M0 0h9"/></defs>'
        "<style>path {fill: url(#a)} g {fill: url( '#a' )}</style>"
        f'<use {XLINK} xlink:href="#b"/><rect style="fill:url(#a)" width="9" height="9"/>'
    )

    logo = read_svg(tmp_path, inside)

    assert bytes_of(logo) == SVG.format(inside).encode()
    assert logo.data_uri.startswith("data:image/svg+xml;base64,")
    assert (logo.width, logo.height) == (30, 10)


REFUSED = {
    "logo-not-safe": [
        "<script>alert(1)</script>",
        '<foreignObject width="9" height="9"/>',
        '<image href="https://example.org/a.png"/>',
        '<image href="data:image/png;base64,AAAA"/>',
        f'<image {XLINK} xlink:href="file:///etc/passwd"/>',
        '<a href="https://example.org"><path/></a>',
        '<rect onclick="alert(1)"/>',
        '<rect OnLoad="alert(1)"/>',
        '<g xml:base="https://example.org/"><use href="#a"/></g>',
        '<style>@import "https://example.org/a.css";</style>',
        "<style>path {fill: url( 'https://example.org/a#b')}</style>",
        "<style>path {fill: URL(a.svg#b)}</style>",
        "<style><![CDATA[@imp]]><![CDATA[ort 'a';]]></style>",
        r"<style>@im\70ort 'a';</style>",
        "<style>@import 'a';<style/></style>",
        '<rect style="fill:url(data:image/png;base64,AAAA)"/>',
        '<rect fill="url(https://example.org/a#b)"/>',
        r'<rect fill="u\72l(https://example.org/a#b)"/>',
        "<?xml-stylesheet href='a.css'?>",
        "<g>" * 101 + "</g>" * 101,
        "<use href='#a'/>" * 21,
    ],
    "logo-has-words": ["<text>Clinic</text>", "<g><text/></g>", "<tspan/>"],
    "logo-moves": ["<animate/>", "<animateTransform/>", "<set/>"],
    "logo-not-read": ["<g>", "&unknown;", "<a:b/>"],
}


@pytest.mark.parametrize(
    ("code", "inside"), [(code, one) for code, every in REFUSED.items() for one in every]
)
def test_an_svg_that_is_more_than_a_drawing_is_refused(tmp_path: Path, code, inside):
    assert refused(read_svg(tmp_path, inside))[0] == code


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ("\n<script/>", 'has a "script" in line 2'),
        ("\n\n<g\nonload='a'/>", 'has the event "onload" in line 3'),
        ("\n<text>a</text>", 'has words ("text") in line 2'),
        (
            '\n<image href="a.png"/>',
            'has a link to what is outside of it ("href") in line 2',
        ),
        ("<style>\n@import 'a'</style>", 'has a style from outside ("@import") in line 2'),
    ],
)
def test_what_is_refused_in_an_svg_is_told_with_its_line(tmp_path: Path, inside, told):
    assert refused(read_svg(tmp_path, inside))[1] == f'the logo "logo.svg" {told}'


ENTITIES = (
    '<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY a "lol"><!ENTITY b "&a;&a;">'
    '<!ENTITY c SYSTEM "file:///etc/passwd">]>\n' + SVG.format("<title>&b;&c;</title>")
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_svg_with_entities_is_refused_in_any_encoding(tmp_path: Path, encoding):
    found = refused(read(tmp_path, ENTITIES.encode(encoding), "logo.svg"))

    told = 'the logo "logo.svg" has a DOCTYPE in line 2'
    assert found == ("logo-not-safe", told)


def test_a_harmless_doctype_is_refused_too(tmp_path: Path):
    data = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "a.dtd">' + SVG.format("")

    assert refused(read(tmp_path, data, "logo.svg"))[0] == "logo-not-safe"


@pytest.mark.parametrize("data", ["", "not xml", "<html/>", "<svg/>", "\0", "<svg"])
def test_what_is_no_svg_is_refused(tmp_path: Path, data):
    assert refused(read(tmp_path, data, "logo.svg"))[0] == "logo-not-read"


def test_an_svg_of_more_than_500_kilobytes_is_refused(tmp_path: Path):
    told = 'the logo "logo.svg" is larger than 500 kB'
    assert refused(read_svg(tmp_path, " " * 500_000)) == ("logo-too-large", told)


@pytest.mark.parametrize(
    ("said", "size"),
    [
        ('viewBox="0 0 30 10"', (30, 10)),
        ('viewBox="-5,-5,30.5,.5"', (30.5, 0.5)),
        ('width="96" height="48px" viewBox="0 0 1 1"', (96, 48)),
        ('width="1in" height="25.4mm"', (96, 96)),
        ('width="100%" height="100%" viewBox="0 0 30 10"', (30, 10)),
        ('width="50" viewBox="0 0 30 10"', (30, 10)),
    ],
)
def test_the_size_of_an_svg_is_what_it_says_or_its_box(tmp_path: Path, said, size):
    data = f'<svg xmlns="http://www.w3.org/2000/svg" {said}/>'
    ElementTree.fromstring(data)

    logo = read(tmp_path, data, "logo.svg")

    assert isinstance(logo, Logo)
    assert (logo.width, logo.height) == pytest.approx(size)


@pytest.mark.parametrize(
    "said",
    ["", 'width="9"', 'viewBox="0 0 0 9"', 'viewBox="0 0 9"', 'width="-9" height="9"'],
)
def test_an_svg_without_a_size_is_refused(tmp_path: Path, said):
    data = f'<svg xmlns="http://www.w3.org/2000/svg" {said}/>'

    assert refused(read(tmp_path, data, "logo.svg"))[0] == "logo-without-size"


CLINIC = """\
name: A clinic
country: GB
address: 1 Street
phones: {main: 020 7946 0100}
logo: logo.svg
"""


def test_a_clinic_has_the_logo_that_lies_beside_its_file(tmp_path: Path):
    (tmp_path / "ours.yaml").write_text(CLINIC, encoding="utf-8")
    (tmp_path / "logo.svg").write_text(SVG.format(""), encoding="utf-8")

    (clinic,), problems = read_clinics(tmp_path, tmp_path)

    assert problems == ()
    assert clinic.logo == read_logo(tmp_path / "logo.svg", PLACE)


def test_a_clinic_whose_logo_is_refused_is_told_at_the_line_of_its_logo(tmp_path: Path):
    (tmp_path / "ours.yaml").write_text(CLINIC, encoding="utf-8")

    clinics, (problem,) = read_clinics(tmp_path, tmp_path)

    assert clinics == ()
    assert (problem.place, problem.code) == (Place("ours.yaml", 5, 1), "logo-missing")


@pytest.mark.parametrize(
    "name", ["../a.svg", "/a.svg", "a/b.svg", ".svg", "a.gif", "a\\b.png"]
)
def test_a_logo_is_a_file_of_the_folder(tmp_path: Path, name):
    text = CLINIC.replace("logo.svg", f"'{name}'")
    (tmp_path / "ours.yaml").write_text(text, encoding="utf-8")

    _, (problem,) = read_clinics(tmp_path, tmp_path)

    assert (problem.place.line, problem.code) == (5, "wrong-value")
