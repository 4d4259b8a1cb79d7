"""Pictures as a person asks the program for them: files, the terminal, and what is refused."""

import re
import struct
import sys
import tempfile
import xml.dom.minidom
import zlib
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "cli"))
from tap import Claims, call  # noqa: E402
from terminal import Terminal  # noqa: E402
from visit import Visit  # noqa: E402

BINARY = sys.argv[1]
SHOWN = "cat-cow"
MOVING_SVG_BYTES_MAX = 200_000
LISTED = call(BINARY, "techniques", "--json").json()
TECHNIQUES = {technique["id"]: technique for technique in LISTED["techniques"]}
TWO_SIDED = next(name for name, t in TECHNIQUES.items() if t["two_sided"])
BRAILLE = re.compile("[\u2801-\u28ff]")


def worked(*words):
    result = call(BINARY, *words)
    assert result.exit == 0, result.err
    return result.out


def decoded(png):
    """(width, height, the rows' bytes) of a PNG of 8 bits for each colour."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height, bits, kind = struct.unpack(">IIBB", png[16:26])
    data, at = b"", 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        name, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        (check,) = struct.unpack(">I", png[at + 8 + size : at + 12 + size])
        assert zlib.crc32(name + body) == check, name
        data += body if name == b"IDAT" else b""
        at += size + 12
    rows = zlib.decompress(data)
    assert (bits, kind) == (8, 2) and len(rows) == height * (1 + 3 * width)
    return width, height, rows


def png_has_the_width_that_was_asked_for_and_is_not_empty():
    for width in (64, 333, 1200):
        wide, high, rows = decoded(worked("show", SHOWN, "--png", "-", "--width", str(width)))
        assert wide == width and width / 6 < high < width * 6
        assert len(zlib.compress(rows)) > 500, "hardly anything is drawn"


def dark_paper_is_dark():
    for option, least, most in (((), 200, 255), (("--dark",), 0, 60)):
        _, _, rows = decoded(worked("show", SHOWN, "--png", "-", "--width", "64", *option))
        assert all(least <= part <= most for part in rows[1:4]), (option, rows[1:4])


def svg_of(*words):
    text = worked("show", *words, "--svg", "-").decode()
    return text, xml.dom.minidom.parseString(text)


def every_svg_is_well_formed_and_stands_alone():
    for name in TECHNIQUES:
        for words in ((name,), (name, "--animate"), (name, "--dark")):
            text, document = svg_of(*words)
            assert document.documentElement.getAttribute("viewBox")
            assert TECHNIQUES[name]["name"] in text.replace("&amp;", "&")
            assert "href" not in text and "url(" not in text and "<script" not in text, name
            assert ("prefers-color-scheme" in text) != ("--dark" in words)


def moving_svg_moves_is_small_and_stands_still_where_that_is_wished():
    for name in TECHNIQUES:
        text, document = svg_of(name, "--animate")
        assert "prefers-reduced-motion" in text and document.getElementsByTagName("animate")
        assert len(text) < MOVING_SVG_BYTES_MAX, (name, len(text))


def moving_svg_gives_every_value_its_time():
    for name in TECHNIQUES:
        for animate in svg_of(name, "--animate")[1].getElementsByTagName("animate"):
            times = [float(time) for time in animate.getAttribute("keyTimes").split(";")]
            values = animate.getAttribute("values").split(";")
            assert len(times) == len(values) and times[0] == 0 and times == sorted(times), name
            if animate.getAttribute("attributeName") == "d":
                assert times[-1] == 1
                forms = {re.sub(r"-?[0-9]+ ?", "n", value) for value in values}
                assert len(forms) == 1, f"{name}: the browser cannot lead one to the next"


def time_within_a_repetition_chooses_the_moment():
    begin, later = (worked("show", SHOWN, "--svg", "-", "--at", ms) for ms in ("0", "2000"))
    assert begin != later


def right_side_is_another_picture():
    left, right = (worked("show", TWO_SIDED, "--svg", "-", "--side", s) for s in ("left", "right"))
    assert left != right and left == worked("show", TWO_SIDED, "--svg", "-")


def sheet_shows_what_was_looked_for():
    with tempfile.TemporaryDirectory() as folder:
        whole, few = (Path(folder, name) for name in ("whole.png", "few.png"))
        assert worked("techniques", "--sheet", str(whole)) == b""
        worked("techniques", "--region", "neck", "--sheet", str(few))
        assert decoded(whole.read_bytes())[0] >= decoded(few.read_bytes())[0]
        assert len(whole.read_bytes()) > len(few.read_bytes())


# -- finding techniques ----------------------------------------------------------------------------


def found(*words):
    document = call(BINARY, "techniques", *words, "--json").json()
    return {technique["id"]: technique for technique in document["techniques"]}


def options_find_what_fits_and_nothing_else():
    for region in ("neck", "lower-back"):
        fitting = {name for name, t in TECHNIQUES.items() if region in t["regions"]}
        assert set(found("--region", region)) == fitting != set(TECHNIQUES)
    fitting = {name for name, t in TECHNIQUES.items() if "seated" in t["positions"]}
    assert set(found("--position", "seated")) == fitting
    fitting = {name for name, t in TECHNIQUES.items() if not t["equipment"]}
    assert set(found("--equipment", "none")) == fitting != set(TECHNIQUES)
    assert all("chair" in str(t["equipment"]) for t in found("--equipment", "chair").values())


def minutes_leave_out_what_takes_longer():
    counts = [len(found("--minutes", minutes)) for minutes in ("1", "2", "5", "240")]
    assert counts == sorted(counts) and counts[0] < counts[-1] == len(TECHNIQUES), counts


def words_are_looked_for_in_names_and_purposes():
    assert SHOWN in found("CAT") and "cat-cow" not in found("cat", "chair")
    assert found("no-such-word") == {}
    assert b"No technique is like that" in worked("techniques", "no-such-word")


# -- what is refused -------------------------------------------------------------------------------

REFUSED = {
    "a_region_that_is_not_known_is_refused_with_those_that_are":
        (("techniques", "--region", "nek"), "did you mean neck? allowed: neck, shoulders"),
    "a_position_that_is_not_known_is_refused_with_those_that_are":
        (("techniques", "--position", "x"), "there is no position x; allowed: "),
    "equipment_that_is_not_known_is_refused_with_what_is":
        (("techniques", "--equipment", "boat"), "none"),
    "minutes_out_of_range_are_refused": (("techniques", "--minutes", "0"), "from 1 to 240"),
    "a_sheet_of_nothing_is_refused":
        (("techniques", "no-such-word", "--sheet", "-"), "no technique is like that"),
    "a_sheet_and_json_are_refused": (("techniques", "--sheet", "-", "--json"), "without a picture"),
    "dark_without_a_sheet_is_refused": (("techniques", "--dark"), "--dark is for --sheet"),
    "a_time_after_the_repetition_is_refused":
        (("show", SHOWN, "--svg", "-", "--at", "999999"), "--at must be a whole number from 0 to "),
    "a_time_that_is_no_number_is_refused": (("show", SHOWN, "--at", "soon"), "not soon"),
    "a_third_side_is_refused": (("show", TWO_SIDED, "--svg", "-", "--side", "up"), "left or right"),
    "a_side_of_what_has_none_is_refused":
        (("show", SHOWN, "--svg", "-", "--side", "left"), "has no sides"),
    "two_files_at_once_are_refused": (("show", SHOWN, "--svg", "a", "--png", "b"), "ask for one"),
    "a_png_that_moves_is_refused": (("show", SHOWN, "--png", "-", "--animate"), "does not move"),
    "a_moving_moment_is_refused": (("show", SHOWN, "--animate", "--at", "0"), "ask for one"),
    "an_svg_of_some_width_is_refused":
        (("show", SHOWN, "--svg", "-", "--width", "90"), "any width"),
    "a_png_too_wide_is_refused":
        (("show", SHOWN, "--png", "-", "--width", "9000"), "from 64 to 4096"),
    "json_with_a_picture_is_refused": (("show", SHOWN, "--json", "--svg", "-"), "without a picture"),
    "playing_without_a_terminal_is_refused_with_what_to_do":
        (("show", SHOWN, "--animate"), "--svg FILE --animate"),
    "a_picture_without_a_terminal_is_refused_with_what_to_do":
        (("show", SHOWN, "--at", "0"), "--svg FILE and --png FILE"),
    "a_slip_in_the_name_is_answered_with_the_nearest":
        (("show", "cat-caw", "--svg", "-"), "did you mean cat-cow?"),
}  # fmt: skip


def is_refused(words, hint):
    result = call(BINARY, *words)
    assert result.exit == 2 and result.out == b"", (result.exit, result.out[:80])
    assert hint in result.err, result.err


def a_file_that_cannot_be_written_is_told():
    result = call(BINARY, "show", SHOWN, "--svg", "/no/such/folder/a.svg")
    assert result.exit == 1 and "/no/such/folder/a.svg" in result.err


# -- the terminal ----------------------------------------------------------------------------------


def at_terminal(*words, **environment):
    wanted = {"COLORTERM": "", "NO_COLOR": "", "LIMBER_REDUCED_MOTION": "", **environment}
    return Terminal([BINARY, *words], rows=50, columns=100, environment=wanted)


def ended(terminal):
    terminal.read_for(0.3)
    return terminal.text


def picture_stands_above_the_text_on_a_terminal():
    terminal = at_terminal("show", SHOWN, TERM="xterm-256color", COLORTERM="truecolor")
    terminal.wait_for("Sources")
    text = terminal.text
    assert BRAILLE.search(text[: text.index(TECHNIQUES[SHOWN]["name"])])
    assert "\033[38;2;" in text


def picture_keeps_to_the_colours_there_are():
    cases = (({"TERM": "xterm-256color"}, "\033[38;5;"), ({"TERM": "xterm"}, None),
             ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, None))  # fmt: skip
    for environment, begins in cases:
        terminal = at_terminal("show", SHOWN, **environment)
        terminal.wait_for("Sources")
        assert BRAILLE.search(terminal.text)
        assert (begins in terminal.text) if begins else ("\033[38;" not in terminal.text)


def no_picture_is_shown_where_it_cannot_be():
    for environment in ({"TERM": "dumb"}, {"LC_ALL": "C"}):
        terminal = at_terminal("show", SHOWN, **environment)
        terminal.wait_for("Sources")
        assert not BRAILLE.search(terminal.text)
    assert not BRAILLE.search(worked("show", SHOWN).decode())
    terminal = at_terminal("show", SHOWN, "--json")
    assert not BRAILLE.search(ended(terminal))


def film_plays_until_a_key_ends_it():
    for key in ("q", "\033", "\x03"):
        terminal = at_terminal("show", SHOWN, "--animate")
        before = terminal.settings()
        terminal.wait_for("q ends this")
        terminal.read_for(1.5)
        pictures = {part for part in terminal.text.split("\033[H") if BRAILLE.search(part)}
        assert len(pictures) > 3, f"only {len(pictures)} different pictures"
        terminal.type(key)
        assert "\033[?1049l" in ended(terminal) and terminal.settings() == before, repr(key)


def film_is_three_stills_where_less_motion_is_wished():
    terminal = at_terminal("show", SHOWN, "--animate", LIMBER_REDUCED_MOTION="1")
    text = ended(terminal)
    assert "\033[?1049h" not in text and len(re.findall(r"^\d+\.\d s", text, re.MULTILINE)) == 3


# -- the session -----------------------------------------------------------------------------------


def session_pictures(moving, **more):
    """The different pictures that a session shows as it begins, and the visit."""
    visit = Visit(rows=34, **more)
    began = len(visit.terminal.text)
    visit.begin_moving()
    if moving:
        visit.terminal.wait_for("Move", seconds=15)
        visit.terminal.read_for(2.5)
    screens = visit.terminal.text[began:].split("\033[H")
    return {"".join(BRAILLE.findall(screen)) for screen in screens} - {""}, visit


def stop(visit):
    visit.terminal.type("s")
    visit.terminal.wait_for("You have stopped.", seconds=2)
    visit.terminal.type("\x04")
    visit.leave(3)


def session_shows_the_movement_where_there_is_room():
    wide, visit = session_pictures(True, columns=140)
    assert len(wide) > 4, len(wide)
    stop(visit)


def session_shows_words_only_where_room_or_wish_is_missing():
    for more in ({"columns": 80}, {"columns": 140, "environment": {"LIMBER_REDUCED_MOTION": "1"}}):
        pictures, visit = session_pictures(False, **more)
        assert not pictures
        stop(visit)


CLAIMS = [
    png_has_the_width_that_was_asked_for_and_is_not_empty,
    dark_paper_is_dark,
    every_svg_is_well_formed_and_stands_alone,
    moving_svg_moves_is_small_and_stands_still_where_that_is_wished,
    moving_svg_gives_every_value_its_time,
    time_within_a_repetition_chooses_the_moment,
    right_side_is_another_picture,
    sheet_shows_what_was_looked_for,
    options_find_what_fits_and_nothing_else,
    minutes_leave_out_what_takes_longer,
    words_are_looked_for_in_names_and_purposes,
    a_file_that_cannot_be_written_is_told,
    picture_stands_above_the_text_on_a_terminal,
    picture_keeps_to_the_colours_there_are,
    no_picture_is_shown_where_it_cannot_be,
    film_plays_until_a_key_ends_it,
    film_is_three_stills_where_less_motion_is_wished,
    session_shows_the_movement_where_there_is_room,
    session_shows_words_only_where_room_or_wish_is_missing,
]


def main():
    claims = Claims()
    for claim in CLAIMS:
        claims.check(claim.__name__, claim)
    for name, (words, hint) in REFUSED.items():
        claims.check(name, is_refused, words, hint)
    claims.finish()


if __name__ == "__main__":
    main()
