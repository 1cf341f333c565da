"""The figure in a movement file: every wrong value gets its line and a sentence that says what would be right."""

import datetime
import string
import tomllib
from typing import Final

import pytest
import tomlkit
from hypothesis import example, given
from hypothesis import strategies as st

from trunktimer.figure.body import CHAINS, RADII, Limb
from trunktimer.figure.figure import Drawing, View
from trunktimer.figure.prop import Prop
from trunktimer.foundation.errors import FileFaults
from trunktimer.routine.movement import Movement
from trunktimer.routine.muscles import Muscle
from trunktimer.routine.toml.figure_model import ANCHORS, FACES
from trunktimer.routine.toml.movement_file import parse_movement

FIGURE: Final = """\
format = 1
name = "Mine"
position = "On your back"
muscles = ["glutes"]
stretch = []
view = "side"
anchor = "shoulder"
plant = ["foot_near", "foot_far"]
track = "hip"
works = "near"
muscles_on = "near"
head_over = false
prop = "band"
prop_at = ["hand_near", "hand_far"]
beat = ["down", "up"]

[poses.down]
spine = [-2, 0, 0]
neck = 1
gaze = 90
arm_near = [186, 181, 180]
leg_near = [122, 250, 183]
turn = 0
pelvis = 0
belly_cm = 0
effort = 0

[poses.up]
spine = [-28, -26, -14]

[phases]
raise = "up"
hold = "up"
lower = "down"
"""


def faults(text: str) -> list[tuple[int, str, str]]:
    """Line, place and sentence of each fault, in the order in which they are told."""
    with pytest.raises(FileFaults) as told:
        parse_movement(text, "mine.toml", "mine")
    return [(fault.line, fault.where, fault.what) for fault in told.value.faults]


def drawing(text: str) -> Drawing:
    """The drawing of a file without faults."""
    made = parse_movement(text, "mine.toml", "mine").drawing
    assert made is not None
    return made


def with_line(key: str, value: str, table: str = "") -> tuple[str, int]:
    """The file with another value at a key that it has, and the line of it."""
    rows = FIGURE.splitlines()
    first = rows.index(table) if table else 0
    at = next(at for at in range(first, len(rows)) if rows[at].startswith(f"{key} ="))
    rows[at] = f"{key} = {value}"
    return "\n".join(rows) + "\n", at + 1


def flat(*angles: float) -> Limb:
    """A limb in the page."""
    one, two, three = angles
    return (one, 0.0), (two, 0.0), (three, 0.0)


def changed(*pairs: tuple[str, str]) -> str:
    """The file with some of its text replaced."""
    text = FIGURE
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def loose(text: str) -> str:
    """The file with nothing planted and nothing that moves, so that the body may be turned as one likes."""
    for old, new in (
        ('"shoulder"', '"lowest"'),
        ('plant = ["foot_near", "foot_far"]', "plant = []"),
        ("spine = [-28, -26, -14]\n", ""),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def test_the_file_that_is_broken_below_is_good() -> None:
    made = drawing(FIGURE)
    assert (made.view, made.anchor, made.plant, made.track) == (
        View.SIDE,
        "shoulder",
        ("foot_near", "foot_far"),
        ("hip",),
    )
    assert (made.muscles, made.stretch, made.works, made.muscles_on) == (("glutes",), (), "near", "near")
    assert (made.head_over, made.on_mat, made.beat) == (False, False, ("down", "up"))
    assert dict(made.phases) == {"raise": ("up",), "hold": ("up",), "lower": ("down",)}


def test_what_is_said_of_limbs_and_muscles_reaches_the_figure() -> None:
    text = changed(
        ('works = "near"', 'works = "far"'),
        ('muscles_on = "near"', 'muscles_on = "both"'),
        ("head_over = false", "head_over = true"),
        ("stretch = []", 'stretch = "lower_back"'),
    )
    made = drawing(text)
    assert (made.works, made.muscles_on, made.head_over) == ("far", "both", True)
    assert (made.muscles, made.stretch) == (("glutes",), ("lower_back",))


def test_a_thing_reaches_the_figure_and_where_it_is() -> None:
    made = drawing(FIGURE)
    assert (made.prop, made.prop_at) == (Prop.BAND, ("hand_near", "hand_far"))
    made = drawing(changed(('prop = "band"', 'prop = "wall"'), ('["hand_near", "hand_far"]', '"head"')))
    assert (made.prop, made.prop_at) == (Prop.WALL, ("head",))


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ('prop = "band"\n', "", "prop_at", "this needs a prop: chair, wall, band"),
        ('["hand_near", "hand_far"]', '["hand_near"]', "prop_at", "a band is stretched between two joints or more"),
        ('"side"\nanchor', '"top"\nanchor', "prop", 'a chair is drawn with view = "side" only'),
    ],
)
def test_a_thing_that_cannot_be_drawn_is_told(old: str, new: str, key: str, said: str) -> None:
    text = changed((old, new))
    text = text.replace('prop = "band"', 'prop = "chair"') if key == "prop" else text
    assert [(where, what) for _, where, what in faults(text)] == [(key, said)]


# ---- one wrong value


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("muscles", '["glute"]', '"glute" is not known here; did you mean "glutes"?'),
        ("muscles", '"zzz"', f'"zzz" is not known here; there are: {", ".join(Muscle)}'),
        ("muscles", "3", 'a list of names is wanted here, such as ["glutes"]'),
        ("stretch", '["lower back"]', '"lower back" is not known here; did you mean "lower_back"?'),
        ("stretch", '["glutes", 3]', 'a list of names is wanted here, such as ["glutes"]'),
        ("view", '"sid"', '"sid" is not known here; write "side", "front" or "top"; did you mean "side"?'),
        ("view", "1", '1 is not known here; write "side", "front" or "top"'),
        ("anchor", '"sholder"', '"sholder" is not known here; did you mean "shoulder"?'),
        ("anchor", '"zzz"', f'"zzz" is not known here; there are: {", ".join(ANCHORS)}'),
        ("anchor", "true", 'true is not a name; write one in quotes, such as "hip"'),
        ("anchor", '["hip"]', 'a list is not a name; write one in quotes, such as "hip"'),
        ("plant", '["foot"]', '"foot" is not known here; did you mean "foot_far"?'),
        ("plant", '"nose"', f'"nose" is not known here; there are: {", ".join(CHAINS)}'),
        ("plant", "false", 'a list of names is wanted here, such as ["foot_near", "foot_far"]'),
        ("track", '"hips"', '"hips" is not known here; did you mean "hip"?'),
        ("track", "0.5", 'a list of names is wanted here, such as "hip"'),
        ("works", '"fra"', '"fra" is not known here; did you mean "far"?'),
        ("works", '"both"', '"both" is not known here; there are: near, far'),
        ("works", "2", '2 is not a name; write one in quotes, such as "near"'),
        ("muscles_on", '"bot"', '"bot" is not known here; did you mean "both"?'),
        ("muscles_on", '"all"', '"all" is not known here; there are: near, far, both'),
        ("muscles_on", "{}", 'a table is not a name; write one in quotes, such as "far"'),
        ("prop", '"chiar"', '"chiar" is not known here; write "chair", "wall" or "band"; did you mean "chair"?'),
        ("prop_at", '"hips"', '"hips" is not known here; did you mean "hip"?'),
        ("head_over", '"yes"', "this is not what is wanted here; write head_over = true"),
        ("head_over", "1", "this is not what is wanted here; write head_over = true"),
        ("beat", "[]", 'the name of a pose is wanted here, or a list of them, such as "up" or ["low", "high"]'),
        ("beat", "[1]", 'the name of a pose is wanted here, or a list of them, such as "up" or ["low", "high"]'),
        ("beat", '["down", "upp"]', 'there is no pose "upp"; did you mean "up"?'),
    ],
)
def test_a_wrong_word_is_told_with_what_there_is(key: str, value: str, said: str) -> None:
    text, line = with_line(key, value)
    assert faults(text) == [(line, key, said)]


THREE = "the spine has three angles, from the hips up: lumbar, middle, upper, such as [0, 0, 0]"
BONES = "a limb has three bones: [upper arm, forearm, hand] or [thigh, shank, foot], such as [125, 255, 180]"
ANGLE = "is no number from -360 to 360; write one such as 90 (straight up)"
TILT = "is no number from -90 to 90; write one such as 30"
TURN = "is no number from -180 to 180; write one such as 30"
PAIR = "a list here is [angle, tilt toward the viewer], such as [90, 30]"


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("spine", "90", THREE),
        ("spine", "[0, 0]", THREE),
        ("spine", "[0, 0, 0, 0]", THREE),
        ("spine", "[0, 0, 361]", f"361 {ANGLE}"),
        ("spine", "[0, [0, 30], 0]", f"a list {ANGLE}"),
        ("neck", "nan", f"nan {ANGLE}"),
        ("neck", "inf", f"inf {ANGLE}"),
        ("neck", "-inf", f"-inf {ANGLE}"),
        ("neck", "true", f"true {ANGLE}"),
        ("neck", '"90"', f'"90" {ANGLE}'),
        ("neck", "-360.5", f"-360.5 {ANGLE}"),
        ("neck", "9" * 100, f"this number {ANGLE}"),
        ("neck", "2020-02-03", f"2020-02-03 {ANGLE}"),
        ("neck", "{}", f"a table {ANGLE}"),
        ("neck", "[]", PAIR),
        ("neck", "[90]", PAIR),
        ("neck", "[90, 30, 30]", PAIR),
        ("neck", "[90, 91]", f"91 {TILT}"),
        ("neck", "[90, -90.5]", f"-90.5 {TILT}"),
        ("neck", "[90, nan]", f"nan {TILT}"),
        ("neck", "[90, false]", f"false {TILT}"),
        ("neck", '[90, "30"]', f'"30" {TILT}'),
        ("neck", "[400, 30]", f"400 {ANGLE}"),
        ("gaze", '"viewr"', '"viewr" is not known here; write an angle, "viewer" or "away"'),
        ("gaze", "400", f"400 {ANGLE}"),
        ("arm_near", "180", BONES),
        ("arm_near", "[180]", BONES),
        ("arm_near", "[1, 2, 3, 4]", BONES),
        ("arm_near", "[1, 2, true]", f"true {ANGLE}"),
        ("leg_near", "[]", BONES),
        ("leg_near", "[[122, 100], 250, 183]", f"100 {TILT}"),
        ("leg_near", "[122, [250], 183]", PAIR),
        ("turn", "[0]", "a list here is [turn of the hips, turn of the shoulders], such as [0, 40]"),
        ("turn", "[0, 40, 0]", "a list here is [turn of the hips, turn of the shoulders], such as [0, 40]"),
        ("turn", "181", f"181 {TURN}"),
        ("turn", "[0, -181]", f"-181 {TURN}"),
        ("turn", '"front"', f'"front" {TURN}'),
        ("pelvis", "[1]", f"a list {ANGLE}"),
        ("belly_cm", "7", "7 is no number from -6 to 6; write one such as -3"),
        ("belly_cm", "-6.5", "-6.5 is no number from -6 to 6; write one such as -3"),
        ("effort", "1.5", "1.5 is no number from 0 to 1; write one such as 0.5"),
        ("effort", "-0.1", "-0.1 is no number from 0 to 1; write one such as 0.5"),
        ("effort", "true", "true is no number from 0 to 1; write one such as 0.5"),
    ],
)
def test_a_wrong_value_of_a_pose_is_told_with_what_would_be_right(key: str, value: str, said: str) -> None:
    text, line = with_line(key, value, "[poses.down]")
    assert faults(text) == [(line, f"poses.down.{key}", said)]


@pytest.mark.parametrize("value", ["-360", "360", "[90, 90]", "[90, -90]", "90.5", "0"])
def test_the_ends_of_each_range_belong_to_it(value: str) -> None:
    neck = drawing(with_line("neck", value, "[poses.down]")[0]).poses["down"].neck
    written = tomllib.loads(f"neck = {value}")["neck"]
    assert neck == (tuple(written) if isinstance(written, list) else (written, 0))


def test_a_value_in_a_later_pose_is_told_there() -> None:
    text, line = with_line("spine", "[0, 0]", "[poses.up]")
    assert faults(text) == [(line, "poses.up.spine", THREE)]


# ---- keys and names


def test_a_key_that_no_pose_knows_is_told_with_the_one_that_is_meant() -> None:
    text = changed(("spine = [-28, -26, -14]", "spine = [-28, -26, -14]\nleg_nera = [155, 265, 183]\nzzz = 1"))
    line = text.splitlines().index("leg_nera = [155, 265, 183]") + 1
    assert faults(text) == [
        (line, "poses.up.leg_nera", 'unknown key "leg_nera"; did you mean "leg_near"?'),
        (line + 1, "poses.up.zzz", 'unknown key "zzz"'),
    ]


def test_a_key_that_no_movement_knows_is_told_with_the_one_that_is_meant() -> None:
    assert faults(changed(("anchor =", "ancor ="))) == [(7, "ancor", 'unknown key "ancor"; did you mean "anchor"?')]


def test_a_pose_that_a_phase_names_must_be_there() -> None:
    text, line = with_line("raise", '"upp"')
    assert faults(text) == [(line, "phases.raise", 'there is no pose "upp"; did you mean "up"?')]
    text, line = with_line("lower", '["up", "zzz", "down"]')
    assert faults(text) == [(line, "phases.lower", 'there is no pose "zzz"; there are: down, up')]


@pytest.mark.parametrize("value", ["[]", "3", "[1]", '{ to = "up" }', "true"])
def test_a_phase_wants_names_of_poses(value: str) -> None:
    text, line = with_line("raise", value)
    said = 'the name of a pose is wanted here, or a list of them, such as "up" or ["low", "high"]'
    assert faults(text) == [(line, "phases.raise", said)]


def test_a_phase_is_one_word() -> None:
    ((line, where, what),) = faults(changed(('raise = "up"', 'RAISE = "up"')))
    assert (line, where.startswith("phases.RAISE")) == (FIGURE.splitlines().index('raise = "up"') + 1, True)
    assert what == '"RAISE" is not one word in small letters, such as "raise" or "breathe-in"'


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("view", 'the figure needs view = "side", "front" or "top"'),
        ("anchor", 'the figure needs an anchor that rests, such as "hip", or "lowest"'),
    ],
)
def test_a_figure_needs_a_view_and_an_anchor(key: str, said: str) -> None:
    text = "".join(row for row in FIGURE.splitlines(keepends=True) if not row.startswith(f"{key} ="))
    assert [(where, what) for _, where, what in faults(text)] == [(key, said)]


@pytest.mark.parametrize("key", ["spine", "neck", "gaze", "arm_near", "leg_near"])
def test_the_first_pose_needs_all_that_others_inherit(key: str) -> None:
    rows = FIGURE.splitlines(keepends=True)
    del rows[next(at for at in range(rows.index("[poses.down]\n"), len(rows)) if rows[at].startswith(f"{key} ="))]
    line = rows.index("[poses.down]\n") + 1
    said = f'the first pose needs "{key}"; later poses list only what changes'
    assert faults("".join(rows)) == [(line, f"poses.down.{key}", said)]


def test_phases_need_poses() -> None:
    words = 'format = 1\nname = "Mine"\nposition = "On your back"\n'
    said = "this names poses, and there are none; write [poses.NAME] above"
    assert faults(f'{words}\n[phases]\nraise = "up"\n') == [(5, "phases", said)]
    assert faults(f'{words}beat = "up"\n') == [(4, "beat", said)]
    assert parse_movement(f'{words}view = "side"\n', "mine.toml", "mine").figure() is None


def test_two_poses_of_one_name_are_told_at_the_second() -> None:
    text = changed(("[poses.up]", "[poses.down]"))
    ((line, _, _),) = faults(text)
    assert line == len(text[: text.rindex("[poses.down]")].splitlines()) + 1
    ((line, where, what),) = faults(changed(("effort = 0", "neck = 2")))
    assert (line, where) == (FIGURE.splitlines().index("effort = 0") + 1, "poses.down.neck")
    assert what == '"neck" is written twice in one table; keep one of them'


def test_no_figure_has_more_than_twelve_poses() -> None:
    more = "".join(f"[poses.p{number}]\nneck = {number}\n" for number in range(10))
    assert len(drawing(FIGURE + more).poses) == 12
    (fault,) = faults(f"{FIGURE}{more}[poses.last]\n")
    assert fault == (FIGURE.splitlines().index("[poses.down]") + 1, "poses", "there are 13 poses; 12 is the most")


@pytest.mark.parametrize("value", ["3", "[]", '"up"'])
def test_poses_and_phases_are_tables(value: str) -> None:
    text = f'format = 1\nname = "Mine"\nposition = "On your back"\nposes = {value}\nphases = {value}\n'
    assert faults(text) == [
        (4, "poses", "this is not what is wanted here; write [poses.down] and angles below it, such as neck = 4"),
        (5, "phases", 'this is not what is wanted here; write [phases] and poses below it, such as raise = "up"'),
    ]


# ---- what no body can do


def test_a_planted_foot_out_of_reach_is_told_at_its_pose() -> None:
    text, line = with_line("spine", "[182, 180, 180]", "[poses.up]")
    found = faults(text)
    assert [(at, where) for at, where, _ in found] == [(line - 1, "poses.up")] * 2
    for (_, _, what), end in zip(found, ("foot_near", "foot_far"), strict=True):
        assert what.startswith(f"the planted {end} cannot be reached: ") and what.endswith("; bring the body nearer")


def test_a_body_in_the_floor_is_told_at_its_pose() -> None:
    text = FIGURE.replace("[phases]", "[poses.sunk]\narm_far = [250, 250, 250]\n\n[phases]")
    ((line, where, what),) = faults(text)
    assert (line, where) == (text.splitlines().index("[poses.sunk]") + 1, "poses.sunk")
    assert what.startswith("finger_far is ") and what.endswith(" cm below the floor; 2 cm is the most")


def test_a_knee_that_bends_forward_is_told_at_its_pose() -> None:
    text = FIGURE.replace('plant = ["foot_near", "foot_far"]', "plant = []")
    text = text.replace("[phases]", "[poses.odd]\nleg_far = [150, 110, 90]\n\n[phases]")
    line = text.splitlines().index("[poses.odd]") + 1
    assert faults(text) == [(line, "poses.odd", "knee_far bends forward, as no knee does; turn thigh or shank")]


def test_a_way_through_the_floor_is_told_at_the_pose_where_it_ends() -> None:
    text = with_line("arm_near", "[184, 182, 180]", "[poses.down]")[0]
    text = text.replace("[poses.up]", "[poses.up]\narm_near = [356, 358, 0]")
    found = {(line, where): what for line, where, what in faults(text)}
    up = found[text.splitlines().index("[poses.up]") + 1, "poses.up"]
    assert up.startswith('on the way here from "down": ') and " cm below the floor; " in up


# ---- all at once


def test_all_wrong_values_of_a_file_are_told_at_once_in_the_order_of_its_lines() -> None:
    text = FIGURE
    for key, value in {
        "muscles": '["glute"]', "view": '"sid"', "anchor": "3", "plant": '"nose"', "track": '"tail"', "works": '"both"',
        "muscles_on": "1", "head_over": '"no"', "beat": "[]", "neck": "nan", "gaze": '"up"', "arm_near": "[1]",
        "turn": "200", "pelvis": "true", "belly_cm": "9", "effort": "2", "raise": "[]",
    }.items():  # fmt: skip
        rows = text.splitlines()
        rows[next(at for at, row in enumerate(rows) if row.startswith(f"{key} ="))] = f"{key} = {value}"
        text = "\n".join(rows) + "\n"
    text = text.replace("spine = [-28, -26, -14]", "colour = 1\nspine = 3")
    found = faults(text)
    rows = text.splitlines()
    assert [line for line, _, _ in found] == sorted(line for line, _, _ in found)
    assert [where.split(".")[-1] for _, where, _ in found] == [rows[line - 1].split(" =")[0] for line, _, _ in found]
    assert len(found) == 19


def test_all_that_does_not_fit_together_is_told_at_once() -> None:
    text = changed(('view = "side"\n', ""), ('raise = "up"', 'raise = "upp"'), ('lower = "down"', 'lower = ["x", "y"]'))
    text = text.replace("gaze = 90\n", "").replace('beat = ["down", "up"]', 'beat = "z"')
    found = [(where, what) for _, where, what in faults(text)]
    assert [where for where, _ in found] == [
        "view", "beat", "poses.down.gaze", "phases.raise", "phases.lower", "phases.lower",
    ]  # fmt: skip


def test_all_that_no_body_can_do_is_told_at_once() -> None:
    text = changed(
        ('plant = ["foot_near", "foot_far"]', 'plant = ["foot_near"]'), ("spine = [-28, -26, -14]", "neck = 2")
    )
    one = "[poses.one]\nspine = [182, 180, 180]\nleg_far = [150, 110, 90]\n"
    text = text.replace("[phases]", one + "[poses.two]\narm_far = [270, 270, 270]\n[phases]")
    found = [(where, what.split()[0]) for _, where, what in faults(text)]
    assert found == [("poses.one", "the"), ("poses.one", "knee_far"), ("poses.two", "finger_far")]


# ---- what is left out


def test_a_later_pose_is_the_first_with_its_own_changes() -> None:
    made = drawing(changed(("spine = [-28, -26, -14]", "neck = [5, 6]\nbelly_cm = -2")))
    down, up = made.poses["down"], made.poses["up"]
    assert up == down._replace(neck=(5, 6), belly_cm=-2, effort=1)


def test_a_third_pose_takes_from_the_first_and_not_from_the_second() -> None:
    made = drawing(FIGURE.replace("[phases]", "[poses.third]\nneck = 3\n[phases]"))
    assert made.poses["third"].spine == made.poses["down"].spine != made.poses["up"].spine


def test_far_limbs_of_the_first_pose_are_as_the_near_ones() -> None:
    down = drawing(FIGURE).poses["down"]
    assert (down.arm_far, down.leg_far) == (down.arm_near, down.leg_near)
    assert (down.arm_near, down.leg_near) == (flat(186, 181, 180), flat(122, 250, 183))
    own = drawing(changed(("turn = 0", "arm_far = [190, 185]\nleg_far = [124, 250, 183]"))).poses["down"]
    # A hand that is left out goes on from the forearm.
    assert (own.arm_far, own.leg_far) == (flat(190, 185, 185), flat(124, 250, 183))


def test_far_limbs_of_a_later_pose_stay_with_the_first() -> None:
    up = drawing(changed(("spine = [-28, -26, -14]", "arm_near = [190, 185, 180]"))).poses["up"]
    assert (up.arm_near, up.arm_far) == (flat(190, 185, 180), flat(186, 181, 180))


@pytest.mark.parametrize(
    ("written", "turn"),
    [("30", (30, 30)), ("-180", (-180, -180)), ("[0, 40]", (0, 40)), ("[-12.5, 180]", (-12.5, 180))],
)
def test_a_turn_is_one_for_all_or_one_of_the_hips_and_one_of_the_shoulders(
    written: str, turn: tuple[float, float]
) -> None:
    text = loose(with_line("turn", written, "[poses.down]")[0]).replace('"side"', '"front"')
    assert drawing(text).poses["down"].turn == turn


@pytest.mark.parametrize(("view", "turn"), [("side", 0), ("front", 90), ("top", 90)])
def test_without_a_turn_the_view_says_it(view: str, turn: float) -> None:
    text = loose(with_line("view", f'"{view}"')[0]).replace("turn = 0\n", "")
    assert {pose.turn for pose in drawing(text).poses.values()} == {(turn, turn)}


def test_effort_is_none_in_the_first_pose_and_full_in_the_others() -> None:
    text = changed(("effort = 0\n", ""))
    assert [pose.effort for pose in drawing(text).poses.values()] == [0, 1]
    assert [pose.effort for pose in drawing(text.replace("turn = 0", "effort = 0.6")).poses.values()] == [0.6, 1]


@pytest.mark.parametrize(("word", "bone"), FACES.items())
def test_a_gaze_may_be_at_the_viewer_or_away(word: str, bone: tuple[float, float]) -> None:
    text = loose(with_line("gaze", f'"{word}"', "[poses.down]")[0]).replace('"side"', '"front"')
    assert drawing(text).poses["down"].gaze == bone


def test_a_tilt_belongs_to_its_bone() -> None:
    text = with_line("arm_near", "[[186, 20], 181, [180, -10]]", "[poses.down]")[0]
    assert drawing(text).poses["down"].arm_near == ((186, 20), (181, 0), (180, -10))


def test_one_name_may_stand_alone_and_is_told_once() -> None:
    made = drawing(
        changed(('track = "hip"', 'track = ["hip", "head", "hip"]'), ('muscles = ["glutes"]', 'muscles = "glutes"'))
    )
    assert (made.track, made.muscles) == (("hip", "head"), ("glutes",))
    assert drawing(changed(('beat = ["down", "up"]', 'beat = "up"'))).beat == ("up",)


def test_a_mat_is_drawn_where_it_is_needed() -> None:
    assert drawing(changed(("stretch = []", 'equipment = ["mat", "chair"]'))).on_mat


# ---- anything at all

NUMBERS = st.integers(-400, 400) | st.floats(-400, 400)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NAMES = st.sampled_from(
    ["down", "up", "near", "far", "both", "lowest", "viewer", "away", *View, *Muscle, *RADII, "spine", "phase", "poses"]
)
SCALARS = (
    NUMBERS
    | NAMES
    | TEXTS
    | st.booleans()
    | st.floats()
    | st.integers()
    | st.dates()
    | st.just(10**300)
    | st.datetimes(timezones=st.none() | st.just(datetime.UTC))
    | st.times()
)
KEY_NAMES = st.sampled_from(["spine", "neck", "gaze", "arm_near", "arm_far", "leg_near", "leg_far", "turn", "effort"])
JUNK = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEY_NAMES | NAMES | TEXTS, inner, max_size=4),
    max_leaves=8,
)
#: What is nearly right goes further than junk does: right shapes with numbers that may be good.
BONE = NUMBERS | st.tuples(st.integers(-360, 360), st.integers(-90, 90)).map(list) | st.integers(-360, 360)
NEARLY = BONE | st.lists(BONE, min_size=2, max_size=3) | NAMES | st.lists(NAMES, max_size=3)
TOP_KEYS = [
    "muscles", "stretch", "view", "anchor", "plant", "track", "works", "muscles_on", "head_over", "poses", "phases",
    "beat",
]  # fmt: skip
POSE_KEYS = ["spine", "neck", "gaze", "arm_near", "leg_near", "turn", "pelvis", "belly_cm", "effort"]


def toml(value: object) -> str:
    """A value in TOML, tables inline."""
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{toml(str(key))} = {toml(part)}' for key, part in value.items())}}}"
    return tomlkit.item(str(value) if isinstance(value, str) else value).as_string()


def judged(text: str) -> None:
    """A file gives a movement, or faults that a person can use; never anything else."""
    try:
        made = parse_movement(text, "mine.toml", "mine")
    except FileFaults as told:
        lines = [fault.line for fault in told.faults]
        assert lines == sorted(lines) and lines[0] >= 1 and lines[-1] <= text.count("\n") + 1
        for fault in told.faults:
            assert fault.what and fault.what.isprintable() and not fault.what.endswith(".")
            assert str(fault).startswith(f"mine.toml:{fault.line}: ")
    else:
        assert isinstance(made, Movement)
        figure = made.figure()
        if figure is not None:
            for pose in figure.drawing.poses:
                assert figure.between(pose, pose, 0.0).joints


@given(st.sampled_from(TOP_KEYS), JUNK | NEARLY)
@example("view", "side")
@example("poses", {"down": {}})
@example("poses", {"phase": {"do": 1}})
@example("phases", {"": "up"})
def test_anything_at_a_key_of_the_figure_gives_faults_or_a_movement(key: str, value: object) -> None:
    rows = FIGURE.split("[poses.down]")[0].splitlines() if key in ("poses", "phases") else FIGURE.splitlines()
    kept = [row for row in rows if not row.startswith(f"{key} =")]
    judged("\n".join([f"{key} = {toml(value)}", *kept]) + "\n")


@given(st.sampled_from(POSE_KEYS), JUNK | NEARLY, st.sampled_from(["[poses.down]", "[poses.up]"]))
def test_anything_at_a_key_of_a_pose_gives_faults_or_a_movement(key: str, value: object, table: str) -> None:
    before, header, after = FIGURE.partition(table)
    own, gap, rest = after.partition("\n\n")
    kept = [row for row in own.splitlines() if not row.startswith(f"{key} =")]
    judged(before + "\n".join([header, *kept, f"{key} = {toml(value)}"]) + gap + rest)


POSES = st.fixed_dictionaries(
    {"spine": st.lists(NUMBERS, min_size=3, max_size=3), "neck": BONE, "gaze": BONE},
    optional={
        "arm_near": st.lists(BONE, min_size=2, max_size=3),
        "leg_near": st.lists(BONE, min_size=2, max_size=3),
        "leg_far": st.lists(BONE, min_size=2, max_size=3),
        "turn": NUMBERS,
        "effort": st.floats(0, 1),
    },
)


@given(
    st.dictionaries(st.text(string.ascii_letters + " .\"'é", max_size=5) | NAMES, POSES, max_size=3),
    st.sampled_from(list(View)),
    st.sampled_from(ANCHORS),
    st.lists(st.sampled_from(list(CHAINS)), max_size=4),
)
def test_any_poses_give_faults_or_a_movement(
    poses: dict[str, object], view: str, anchor: str, plant: list[str]
) -> None:
    words = 'format = 1\nname = "Mine"\nposition = "On your back"\n'
    ways = {"raise": list(poses)[-1:], "lower": list(poses)[:1]} if poses else {}
    keys = {"view": view, "anchor": anchor, "plant": plant, "poses": poses, "phases": ways}
    judged(words + "".join(f"{key} = {toml(value)}\n" for key, value in keys.items()))


# ---- faults of one file that used to hide or double one another


def test_a_wrong_value_does_not_hide_a_wrong_name() -> None:
    told = faults(changed(("gaze = 90", "gaze = 900"), ('hold = "up"', 'hold = "upp"')))
    assert [(where, what[:20]) for _, where, what in told] == [
        ("poses.down.gaze", "900 is no number fro"),
        ("phases.hold", 'there is no pose "up'),
    ]


def test_a_spoilt_line_is_told_once() -> None:
    told = faults(changed(('view = "side"', "view = side"), ("gaze = 90", "gaze = viewer")))
    assert [where for _, where, _ in told] == ["view", "poses.down.gaze"]


@pytest.mark.parametrize(("name", "place"), [("view", "poses.view"), ("x", "poses.x")])
def test_a_pose_that_is_no_table_is_told_how_poses_are_written(name: str, place: str) -> None:
    told = faults(changed(("[poses.down]", f"[poses]\n{name} = 3\n[poses.down]")))
    assert [where for _, where, _ in told] == [place]
    assert "[poses.down]" in told[0][2]


def test_a_name_that_is_no_phase_word_is_told_at_its_own_place() -> None:
    assert [where for _, where, _ in faults(changed(('raise = "up"', 'RAISE = "up"')))] == ["phases.RAISE"]


def test_a_pose_may_have_the_name_of_a_key() -> None:
    ((_, where, what),) = faults(changed(("[poses.up]", "[poses.phase]\nnekc = 1\n[poses.up]")))
    assert where == "poses.phase.nekc" and 'did you mean "neck"?' in what
