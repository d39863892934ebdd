"""The faces are what the lock says, and draw what every language needs."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from xml.etree import ElementTree

import pytest
from babel.core import get_global
from fontTools.ttLib import TTFont

from handpress.paper import fonts
from handpress.paper.font_build import EXEMPLARS
from handpress.problems import HandoutError

fcntl = pytest.importorskip("fcntl")

ROOT = Path(__file__).parents[1]
LETTERS = json.loads(EXEMPLARS.read_text(encoding="utf-8"))["locales"]

# What CLDR lists and no face draws.
NOT_DRAWN = {
    "hu": ("⟨", "⟩"),  # mathematical brackets; Hungarian prose has no use for them
}

# Characters of ordinary leaflets that the national sets leave out.
WORDS_OF_MEDICINE = {
    "Hans": "腘窝 噁唑 荨麻疹 癫痫 髋 酶 肽 羟 嘌呤 痤疮 谵妄 啰 瞭",
    "Hant": "癲癇 蕁麻疹 髖 瘻管 酶 肽 羥 嘌呤 噻嗪 哌 吡 喹啉 痤瘡 譫妄 膶 唔 嘅 喺 ① ≤ ≥",
    "Jpan": "𠮟 頰 剝 塡 膵 痤瘡 瘙痒 譫妄 蕁麻疹 癲癇 髙﨑 ① ≤ ≥",
    "Kore": "펲 똠 쌰 햏 뷁",
}

BUILD_TWO = """
import sys
from pathlib import Path
from handpress.paper import fonts

faces = [face for face in fonts.all_faces() if face.family in sys.argv[2:]]
fonts.build_faces(faces, Path(sys.argv[1]))
"""


HASH_ONE = """
import hashlib, sys
from importlib.metadata import distribution
from pathlib import Path

sys.modules[sys.argv[1]] = None
from handpress.paper import font_build

source = Path(distribution("manimgx-fonts").locate_file(sys.argv[2])).read_bytes()
kept = font_build.keep_only(source, frozenset(range(0x900, 0x980)))
print(hashlib.sha256(font_build.fix(kept, "Name", 400)).hexdigest())
"""


@pytest.fixture(scope="session")
def folder() -> Path:
    """Give the folder of all faces; whoever comes first builds it, the others wait."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    home.mkdir(parents=True, exist_ok=True)
    with (home / "handpress-tests.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        fonts.build_faces(fonts.all_faces(), fonts.font_folder())
    return fonts.font_folder()


def faces_of(*families: str) -> tuple[fonts.Face, ...]:
    return tuple(face for face in fonts.all_faces() if face.family in families)


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.glob("*.ttf"))
    }


def script_of(locale: str) -> str:
    likely = get_global("likely_subtags")[locale.partition("-")[0]].split("_")
    return next((part for part in locale.split("-") if len(part) == 4), likely[1])


def start_build(target: Path, *families: str, seed: str = "0") -> subprocess.Popen[bytes]:
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    return subprocess.Popen(
        [sys.executable, "-c", BUILD_TWO, str(target), *families],
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": paths},
        start_new_session=True,
    )


def test_one_file_holds_each_family_weight_and_style(folder):
    found = []
    for path in sorted(folder.glob("*.ttf")):
        with TTFont(path) as font:
            family, style = (font["name"].getDebugName(number) for number in (1, 2))
            found.append((family, font["OS/2"].usWeightClass, style, path.name))
    assert sorted(found) == sorted(
        (face.family, face.weight, fonts.STYLES[face.weight], face.file)
        for face in fonts.all_faces()
    )


def test_a_face_is_static_and_tells_its_weight_everywhere(folder):
    for face in fonts.all_faces():
        with TTFont(folder / face.file) as font:
            is_bold = face.weight == 700
            assert not {"fvar", "gvar", "CFF ", "CFF2"} & set(font.keys()), face.file
            assert font["head"].macStyle == int(is_bold), face.file
            selection = font["OS/2"].fsSelection & 0b1000100001
            assert selection == (1 << 5 if is_bold else 0), face.file
            assert {font["name"].getDebugName(number) for number in (16, 17)} == {None}


@pytest.mark.skipif(not shutil.which("fc-list"), reason="fontconfig has no fc-list here")
def test_fontconfig_sees_these_faces_and_no_others(folder):
    conf = fonts.write_fontconfig(folder)
    told = subprocess.run(
        ["fc-list", "--format", "%{family}|%{style}|%{weight}\n"],
        env=os.environ | {"FONTCONFIG_FILE": str(conf)},
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    weights = {400: 80, 700: 200}
    assert sorted(told.splitlines()) == sorted(
        f"{face.family}|{fonts.STYLES[face.weight]}|{weights[face.weight]}"
        for face in fonts.all_faces()
    )


@pytest.mark.parametrize("locale", sorted(LETTERS))
def test_every_letter_numeral_and_mark_of_a_language_is_drawn(locale, folder):
    needed = "".join(LETTERS[locale][kind] for kind in ("main", "numbers", "punctuation"))
    lost = fonts.undrawable(needed + needed.upper(), script_of(locale), folder)
    assert lost == NOT_DRAWN.get(locale, ())


@pytest.mark.parametrize("script", sorted(WORDS_OF_MEDICINE))
def test_words_that_leaflets_need_are_drawn_beyond_the_national_set(script, folder):
    assert fonts.undrawable(WORDS_OF_MEDICINE[script], script, folder) == ()


def test_what_the_lock_adds_to_a_national_set_is_drawn(folder):
    for face in fonts.all_faces():
        with TTFont(folder / face.file) as font:
            drawn = font.getBestCmap()
        lost = [character for character in face.source.also if ord(character) not in drawn]
        assert lost == [], face.file


def test_bold_draws_the_same_characters_as_regular(folder):
    drawn: dict[str, set[frozenset[int]]] = {}
    for face in fonts.all_faces():
        with TTFont(folder / face.file) as font:
            drawn.setdefault(face.family, set()).add(frozenset(font.getBestCmap()))
    assert [family for family, sets in drawn.items() if len(sets) != 1] == []


def test_characters_that_cannot_be_drawn_are_told_sorted_and_once(folder):
    assert fonts.undrawable("☐ 水 yes ☐ 水", "Latn", folder) == ("☐", "水")


def test_characters_that_are_never_seen_need_no_face(folder):
    unseen = "a\u00ad\u200b\u200e\u2060\u2066\u2069\ufe0f\ufeff\U000e0001\n\t b"
    assert fonts.undrawable(unseen, "Latn", folder) == ()


def test_a_script_nobody_planned_for_is_set_in_noto_sans():
    assert fonts.families_for("Ogam") == ("Noto Sans",)


def test_only_the_faces_that_scripts_need_are_listed():
    assert [face.file for face in fonts.faces_for(["Hebr", "Latn"])] == [
        "NotoSans-Regular.ttf",
        "NotoSans-Bold.ttf",
        "NotoSansHebrew-Regular.ttf",
        "NotoSansHebrew-Bold.ttf",
    ]


def test_every_family_of_a_script_has_two_faces():
    scripts = tomllib.loads(fonts.LOCK.read_text(encoding="utf-8"))["scripts"]
    for script in scripts:
        for family in fonts.families_for(script):
            assert [face.weight for face in faces_of(family)] == [400, 700]


def test_the_licence_of_each_face_lies_beside_it(folder):
    for package in {face.source.package for face in fonts.all_faces()}:
        words = (folder / f"OFL-{package}.txt").read_text(encoding="utf-8")
        assert "Copyright" in words
        assert "SIL OPEN FONT LICENSE Version 1.1" in words


def test_a_face_with_a_reserved_name_is_copied_unchanged(folder):
    for face in faces_of("IBM Plex Sans Arabic"):
        data = (folder / face.file).read_bytes()
        assert hashlib.sha256(data).hexdigest() == face.source.sha256


def test_the_lock_pins_what_is_installed_and_what_a_wheel_is_built_from():
    pins = {face.source.package: face.source.version for face in fonts.all_faces()}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = project["build-system"]["requires"]
    assert {f"{name}=={pin}" for name, pin in pins.items()} <= set(needed)
    assert {name: version(name) for name in pins} == pins


def test_the_lock_names_the_exemplars_that_decide_subsets():
    lock = tomllib.loads(fonts.LOCK.read_text(encoding="utf-8"))
    assert lock["exemplars"] == hashlib.sha256(EXEMPLARS.read_bytes()).hexdigest()


def test_two_builds_give_the_same_bytes(tmp_path):
    builds = [
        start_build(tmp_path / seed, "Noto Sans Hebrew", "Noto Sans Lao", seed=seed)
        for seed in ("1", "2")
    ]
    assert [build.wait(timeout=120) for build in builds] == [0, 0]
    assert len(hashes(tmp_path / "1")) == 4
    assert hashes(tmp_path / "1") == hashes(tmp_path / "2")


def test_the_bytes_do_not_depend_on_what_else_is_installed():
    face = faces_of("Noto Sans Devanagari")[0]
    told = {
        subprocess.run(
            [sys.executable, "-c", HASH_ONE, hidden, face.source.file],
            capture_output=True,
            check=True,
            cwd=ROOT,
        ).stdout
        for hidden in ("no_such_package", "uharfbuzz")
    }
    assert len(told) == 1


@pytest.mark.slow
def test_a_full_build_gives_the_bytes_that_are_in_the_cache(folder, tmp_path):
    told = []
    fonts.build_faces(fonts.all_faces(), tmp_path, done=told.append)
    assert sorted(told, key=fonts.all_faces().index) == list(fonts.all_faces())
    assert hashes(tmp_path) == hashes(folder)


def test_a_killed_build_leaves_no_half_file(folder, tmp_path):
    families = ("Noto Sans", "Noto Sans Devanagari", "Noto Sans Hebrew", "Noto Sans Thai")
    build = start_build(tmp_path, *families)
    deadline = time.monotonic() + 120
    while not hashes(tmp_path) and build.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    os.killpg(build.pid, signal.SIGKILL)
    build.wait()
    assert hashes(tmp_path).items() <= hashes(folder).items()
    assert fonts.missing_faces(faces_of(*families), tmp_path)


def test_what_is_there_is_not_built_again(folder):
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    fonts.build_faces(fonts.all_faces(), folder)
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_the_faces_of_another_lock_are_thrown_out(tmp_path):
    (tmp_path / fonts.STAMP).write_text("another\n", encoding="utf-8")
    (tmp_path / "NotoSansOld-Regular.ttf").write_bytes(b"old")
    fonts.build_faces(faces_of("IBM Plex Sans Arabic"), tmp_path)
    assert sorted(hashes(tmp_path)) == [
        "IBMPlexSansArabic-Bold.ttf",
        "IBMPlexSansArabic-Regular.ttf",
    ]


def test_a_damaged_source_is_refused_in_one_sentence(tmp_path):
    face = faces_of("Noto Sans Lao")[0]
    damaged = replace(face, source=replace(face.source, sha256="0" * 64))
    with pytest.raises(HandoutError) as refusal:
        fonts.build_faces([damaged], tmp_path)
    assert str(refusal.value) == (
        '"manimgx_fonts/NotoSansLao[wght].ttf" is not the file that the font lock names'
    )
    assert refusal.value.hint == f"install manimgx-fonts=={face.source.version}"
    assert list(tmp_path.iterdir()) == []


def test_a_missing_font_package_is_told_in_one_sentence(tmp_path):
    face = faces_of("Noto Sans Lao")[0]
    lost = replace(face, source=replace(face.source, package="no-such-fonts"))
    with pytest.raises(HandoutError) as refusal:
        fonts.build_faces([lost], tmp_path)
    assert str(refusal.value) == 'the font package "no-such-fonts" is missing'
    assert refusal.value.hint == f"install no-such-fonts=={face.source.version}"


def test_a_face_that_is_not_built_is_told_in_one_sentence(tmp_path):
    with pytest.raises(HandoutError) as refusal:
        fonts.undrawable("words", "Latn", tmp_path)
    assert str(refusal.value) == (
        f'the font face "NotoSans-Regular.ttf" is not in "{tmp_path}"'
    )


def test_a_cache_that_cannot_be_written_is_told_in_one_sentence(tmp_path, monkeypatch):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(in_the_way))
    folder = fonts.font_folder()
    for write in (
        lambda: fonts.build_faces(faces_of("IBM Plex Sans Arabic"), folder),
        lambda: fonts.write_fontconfig(folder),
    ):
        with pytest.raises(HandoutError, match=r"^cannot write into .*: Not a directory$"):
            write()


def test_a_finished_folder_that_the_wheel_carries_is_used(folder, tmp_path, monkeypatch):
    carried = tmp_path / "faces"
    monkeypatch.setattr(fonts, "CARRIED", carried)
    carried.mkdir()
    assert fonts.font_folder() != carried
    for path in sorted(folder.iterdir()):
        (carried / path.name).symlink_to(path)
    assert fonts.font_folder() == carried
    (carried / "NotoSans-Bold.ttf").unlink()
    assert fonts.font_folder() != carried


def test_fontconfig_is_told_of_one_folder_and_nothing_of_the_system(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache & more"))
    conf = fonts.write_fontconfig(tmp_path / "faces")
    told = ElementTree.parse(conf).getroot()
    assert [element.text for element in told.iter("dir")] == [str(tmp_path / "faces")]
    assert [element.text for element in told.iter("cachedir")] == [str(conf.parent)]
    assert list(told.iter("include")) == []


def test_the_fontconfig_file_is_written_only_when_it_differs(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    conf = fonts.write_fontconfig(tmp_path / "faces")
    before = conf.stat().st_ino, conf.read_bytes()
    assert fonts.write_fontconfig(tmp_path / "faces") == conf
    assert (conf.stat().st_ino, conf.read_bytes()) == before
    conf.write_text("half", encoding="utf-8")
    fonts.write_fontconfig(tmp_path / "faces")
    assert conf.read_bytes() == before[1]


def test_knowing_the_faces_does_not_load_fonttools():
    code = (
        "import sys; from handpress.paper import fonts; "
        "fonts.missing_faces(fonts.all_faces(), fonts.font_folder()); "
        "sys.exit('fontTools' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
