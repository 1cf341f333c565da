"""The figure's part of a movement file, key by key, as pydantic types; and what does not fit together in it."""

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema

from trunktimer.figure.body import CHAINS, RADII, Bone, Limb, Pose
from trunktimer.figure.figure import LOWEST, View
from trunktimer.figure.prop import Prop
from trunktimer.foundation.errors import Fault
from trunktimer.foundation.translation import tr
from trunktimer.routine.muscles import Muscle
from trunktimer.routine.toml.values import Word, choices, choose, nearest, refuse, said

FACES: Final[Mapping[str, Bone]] = {"viewer": (0.0, 90.0), "away": (0.0, -90.0)}
ANCHORS: Final = (LOWEST, *sorted(name for name in RADII if not name.startswith(("head", "finger"))))
_MOST_POSES: Final = 12


def _number(value: object, least: float, most: float, example: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        refuse(
            tr(
                "{value} is no number from {least} to {most}; write one such as {example}",
                value=said(value),
                least=f"{least:g}",
                most=f"{most:g}",
                example=example,
            )
        )
    return float(value)


def _angle(value: object) -> float:
    return _number(value, -360, 360, tr("90 (straight up)"))


def _bone(value: object) -> Bone:
    if isinstance(value, list):
        if len(value) != 2:
            refuse(tr("a list here is [angle, tilt toward the viewer], such as [90, 30]"))
        return _angle(value[0]), _number(value[1], -90, 90, "30")
    return _angle(value), 0.0


def _gaze(value: object) -> Bone:
    if isinstance(value, str):
        if value not in FACES:
            refuse(tr('{value} is not known here; write an angle, "viewer" or "away"', value=said(value)))
        return FACES[value]
    return _bone(value)


def _spine(value: object) -> tuple[float, float, float]:
    if not isinstance(value, list) or len(value) != 3:
        refuse(tr("the spine has three angles, from the hips up: lumbar, middle, upper, such as [0, 0, 0]"))
    low, middle, high = map(_angle, value)
    return low, middle, high


def _limb(value: object) -> Limb:
    if not isinstance(value, list) or len(value) not in (2, 3):
        refuse(
            tr("a limb has three bones: [upper arm, forearm, hand] or [thigh, shank, foot], such as [125, 255, 180]")
        )
    bones = [_bone(part) for part in value]
    return bones[0], bones[1], bones[-1]


def _turn(value: object) -> tuple[float, float]:
    if isinstance(value, list):
        if len(value) != 2:
            refuse(tr("a list here is [turn of the hips, turn of the shoulders], such as [0, 40]"))
        return _number(value[0], -180, 180, "30"), _number(value[1], -180, 180, "30")
    both = _number(value, -180, 180, "30")
    return both, both


def _names(value: object, known: tuple[str, ...], example: str) -> tuple[str, ...]:
    parts = [value] if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        refuse(tr("a list of names is wanted here, such as {example}", example=example))
    for part in parts:
        if part not in known:
            likely = nearest(part, list(known)) or tr("; there are: {names}", names=", ".join(known))
            refuse(tr("{value} is not known here", value=said(part)) + likely)
    return tuple(dict.fromkeys(parts))


def _way(value: object) -> tuple[str, ...]:
    parts = [value] if isinstance(value, str) else value
    if not isinstance(parts, list) or not parts or not all(isinstance(part, str) for part in parts):
        refuse(tr('the name of a pose is wanted here, or a list of them, such as "up" or ["low", "high"]'))
    return tuple(parts)


def _joint_schema(known: tuple[str, ...]) -> WithJsonSchema:
    name = {"type": "string", "enum": list(known)}
    return WithJsonSchema({"anyOf": [name, {"type": "array", "items": name}]})


_NUMBER: Final = {"type": "number", "minimum": -360, "maximum": 360}
_BONE: Final = {"anyOf": [_NUMBER, {"type": "array", "items": _NUMBER, "minItems": 2, "maxItems": 2}]}
_MUSCLES: Final = tuple(str(muscle) for muscle in Muscle)
_JOINTS: Final = tuple(sorted({*RADII, "head"}))
Angle = Annotated[float, PlainValidator(_angle), WithJsonSchema(_NUMBER)]
BoneValue = Annotated[Bone, PlainValidator(_bone), WithJsonSchema(_BONE)]
Gaze = Annotated[Bone, PlainValidator(_gaze), WithJsonSchema({"anyOf": [*_BONE["anyOf"], {"enum": list(FACES)}]})]
Spine = Annotated[
    tuple[float, float, float],
    PlainValidator(_spine),
    WithJsonSchema({"type": "array", "items": _NUMBER, "minItems": 3, "maxItems": 3}),
]
LimbValue = Annotated[
    Limb, PlainValidator(_limb), WithJsonSchema({"type": "array", "items": _BONE, "minItems": 2, "maxItems": 3})
]
Turn = Annotated[tuple[float, float], PlainValidator(_turn), WithJsonSchema(_BONE)]
BellyCm = Annotated[
    float,
    PlainValidator(lambda value: _number(value, -6, 6, "-3")),
    WithJsonSchema({"type": "number", "minimum": -6, "maximum": 6}),
]
Effort = Annotated[
    float,
    PlainValidator(lambda value: _number(value, 0, 1, "0.5")),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1}),
]
ViewWord = Annotated[View, PlainValidator(choose(View)), choices(View)]
PropWord = Annotated[Prop, PlainValidator(choose(Prop)), choices(Prop)]
Anchor = Annotated[
    str,
    PlainValidator(lambda value: _one(value, ANCHORS, "hip")),
    WithJsonSchema({"type": "string", "enum": list(ANCHORS)}),
]
Works = Annotated[
    str,
    PlainValidator(lambda value: _one(value, ("near", "far"), "near")),
    WithJsonSchema({"type": "string", "enum": ["near", "far"]}),
]
MusclesOn = Annotated[
    str,
    PlainValidator(lambda value: _one(value, ("near", "far", "both"), "far")),
    WithJsonSchema({"type": "string", "enum": ["near", "far", "both"]}),
]
Ends = Annotated[
    tuple[str, ...],
    PlainValidator(lambda value: _names(value, tuple(CHAINS), '["foot_near", "foot_far"]')),
    _joint_schema(tuple(CHAINS)),
]
Muscles = Annotated[
    tuple[str, ...], PlainValidator(lambda value: _names(value, _MUSCLES, '["glutes"]')), _joint_schema(_MUSCLES)
]
Tracked = Annotated[
    tuple[str, ...], PlainValidator(lambda value: _names(value, _JOINTS, '"hip"')), _joint_schema(_JOINTS)
]
Way = Annotated[
    tuple[str, ...],
    PlainValidator(_way),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}),
]


def _one(value: object, known: tuple[str, ...], example: str) -> str:
    if not isinstance(value, str):
        refuse(
            tr('{value} is not a name; write one in quotes, such as "{example}"', value=said(value), example=example)
        )
    return _names(value, known, f'"{example}"')[0]


class PoseModel(BaseModel):
    """One pose of the figure. Angles are degrees on the page: 0 right, 90 up, 180 left, 270 down.

    A bone may be [angle, tilt]; the tilt (-90 to 90) turns it toward the viewer. A later pose lists only what
    changes against the first.
    """

    model_config = ConfigDict(extra="forbid", title="Pose")

    spine: Spine | None = Field(default=None, description="Lumbar, middle and upper back, from the hips to the head.")
    neck: BoneValue | None = Field(default=None, description="From the shoulders to the head.", examples=[4])
    gaze: Gaze | None = Field(
        default=None, description='Where the nose points: an angle, "viewer" or "away".', examples=[90, "viewer"]
    )
    arm_near: LimbValue | None = Field(default=None, description="Upper arm, forearm and hand on the near side.")
    arm_far: LimbValue | None = Field(default=None, description="The same on the far side; left out, as the near one.")
    leg_near: LimbValue | None = Field(default=None, description="Thigh, shank and foot on the near side.")
    leg_far: LimbValue | None = Field(default=None, description="The same on the far side; left out, as the near one.")
    turn: Turn | None = Field(
        default=None,
        description="How hips and shoulders are turned about the spine: 0 in profile, 90 from the front.",
    )
    pelvis: Angle | None = Field(default=None, description="How the line through the hips tips, in degrees.")
    belly_cm: BellyCm | None = Field(default=None, description="How far the belly stands out; negative: drawn in.")
    effort: Effort | None = Field(
        default=None, description="How hard the muscles work, 0 to 1; left out, 0 in the first pose and 1 in others."
    )


_NEEDED: Final = ("spine", "neck", "gaze", "arm_near", "leg_near")


def poses_of(models: Mapping[str, PoseModel], view: View) -> dict[str, Pose]:
    """The poses as core knows them. The first must say all that is needed (see `figure_faults`)."""
    poses: dict[str, Pose] = {}
    first: Pose | None = None
    for name, model in models.items():
        stated = {key: value for key, value in model if value is not None}
        if first is None:
            stated.setdefault("arm_far", stated["arm_near"])
            stated.setdefault("leg_far", stated["leg_near"])
            stated.setdefault("turn", (view.turn, view.turn))
            stated.setdefault("effort", 0.0)
            first = poses[name] = Pose(**stated)
        else:
            stated.setdefault("effort", 1.0)
            poses[name] = first._replace(**stated)
    return poses


def figure_faults(
    poses: Mapping[str, PoseModel],
    phases: Mapping[str, tuple[str, ...]],
    beat: tuple[str, ...],
    view: View | None,
    anchor: str | None,
    prop: Prop | None,
    prop_at: tuple[str, ...],
) -> list[Fault]:
    """What is missing, names of poses that there are not, and things that cannot be drawn so."""
    faults = []
    if prop_at and prop is None:
        faults.append(Fault(path=("prop_at",), what=tr("this needs a prop: {props}", props=", ".join(Prop))))
    if prop is Prop.BAND and len(prop_at) == 1:
        faults.append(Fault(path=("prop_at",), what=tr("a band is stretched between two joints or more")))
    if prop in (Prop.CHAIR, Prop.WALL) and view not in (None, View.SIDE):
        faults.append(Fault(path=("prop",), what=tr('a {prop} is drawn with view = "side" only', prop=prop)))
    if not poses:
        if phases or beat:
            key = "phases" if phases else "beat"
            faults.append(Fault(path=(key,), what=tr("this names poses, and there are none; write [poses.NAME] above")))
        return faults
    if len(poses) > _MOST_POSES:
        faults.append(
            Fault(
                path=("poses",),
                what=tr("there are {count} poses; {most} is the most", count=len(poses), most=_MOST_POSES),
            )
        )
    if view is None:
        faults.append(Fault(path=("view",), what=tr('the figure needs view = "side", "front" or "top"')))
    if anchor is None:
        faults.append(
            Fault(path=("anchor",), what=tr('the figure needs an anchor that rests, such as "hip", or "lowest"'))
        )
    name, first = next(iter(poses.items()))
    faults += [
        Fault(
            path=("poses", name, key),
            what=tr('the first pose needs "{key}"; later poses list only what changes', key=key),
        )
        for key in _NEEDED
        if getattr(first, key) is None
    ]
    for path, named in [(("phases", word), way) for word, way in phases.items()] + [(("beat",), beat)]:
        for pose in named:
            if pose not in poses:
                likely = nearest(pose, list(poses)) or tr("; there are: {names}", names=", ".join(poses))
                faults.append(Fault(path=path, what=tr("there is no pose {value}", value=said(pose)) + likely))
    return faults


PhaseWays = dict[Word, Way]
