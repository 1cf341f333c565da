"""What cannot be in a figure: planted ends out of reach, bodies in floor, wall or chair, knees that bend forward."""

from typing import Final

from trunktimer.figure.body import Joints, cross, sub
from trunktimer.figure.figure import Figure, View
from trunktimer.figure.prop import depth_in
from trunktimer.foundation.errors import Fault
from trunktimer.foundation.translation import format_number, tr

SUNK_M: Final = 0.02  # soft parts give way so much
MISSED_M: Final = 0.001
_SHARES: Final = (0.0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1.0)
_BENT: Final = 0.05  # sine of three degrees


def check_figure(figure: Figure) -> list[Fault]:
    """All that no body could do, at the pose at which it begins to happen."""
    faults = []
    for name in figure.drawing.poses:
        joints = figure.between(name, name, 0.0).joints
        faults += [Fault(path=("poses", name), what=what) for what in _impossible(figure, joints)]
    if faults:
        return faults
    for start, end in figure.ways:
        for share in _SHARES:
            wrong = _impossible(figure, figure.between(start, end, share).joints)
            if wrong:
                what = tr('on the way here from "{start}": {what}', start=start, what=wrong[0])
                faults.append(Fault(path=("poses", end), what=what))
                break
    return faults


def _impossible(figure: Figure, joints: Joints) -> list[str]:
    found = [
        # Translators: {end} is a word of movement files, such as foot_near, and stays as it is.
        tr("the planted {end} cannot be reached: {cm} cm are missing; bring the body nearer", end=end, cm=_cm(by, 1))
        for end, by in figure.missed_by(joints).items()
        if by > MISSED_M
    ]
    depth = figure.depth(joints)
    if depth > SUNK_M:
        low = figure.lowest(joints)
        found.append(
            tr(
                "{joint} is {cm} cm below the floor; {most} cm is the most",
                joint=low,
                cm=_cm(depth, 1),
                most=_cm(SUNK_M, 0),
            )
        )
    within, depth = depth_in(figure.drawing.prop, figure.prop_place, joints)
    if depth > SUNK_M:
        found.append(
            tr(
                "{joint} is {cm} cm inside the {prop}; {most} cm is the most",
                joint=within,
                cm=_cm(depth, 1),
                prop=figure.drawing.prop,
                most=_cm(SUNK_M, 0),
            )
        )
    return found + [
        tr("{knee} bends forward, as no knee does; turn thigh or shank", knee=knee)
        for knee in bent_knees(figure, joints)
    ]


def _cm(metres: float, digits: int) -> str:
    return format_number(metres * 100, digits)


def bent_knees(figure: Figure, joints: Joints) -> list[str]:
    """The knees that bend the wrong way. Told in profile only: elsewhere a leg may be turned out."""
    if figure.drawing.view is not View.SIDE:
        return []
    wrong = []
    for side in ("near", "far"):
        thigh = sub(joints[f"knee_{side}"], joints[f"hip_{side}"])
        shank = sub(joints[f"ankle_{side}"], joints[f"knee_{side}"])
        flat = abs(thigh[2]) < 0.12 and abs(shank[2]) < 0.12
        if flat and cross(thigh, shank)[2] * figure.body_side > _BENT * 0.43 * 0.43:
            wrong.append(f"knee_{side}")
    return wrong
