"""Movements are found by what people call them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checkout import ROOT
from tests.library import MOVEMENTS
from trunktimer.foundation.languages import LANGUAGES, read_language
from trunktimer.foundation.translation import use_language, written
from trunktimer.routine.movement import Movement
from trunktimer.routine.muscles import Muscle
from trunktimer.routine.search import Posture, find_movements, folded, nearest_movement, posture_of

ALL = list(MOVEMENTS.values())


def keys(query: str = "", posture: Posture | None = None, muscle: Muscle | None = None) -> list[str]:
    return [movement.key for movement in find_movements(ALL, query, posture, muscle)]


def test_an_empty_search_finds_all_by_name() -> None:
    assert keys() == sorted(MOVEMENTS, key=lambda key: folded(MOVEMENTS[key].name))


@pytest.mark.parametrize(
    ("query", "some"),
    [
        ("bri", {"bridge"}),
        ("GLUTES", {"bridge", "donkey-kick", "squat"}),
        ("hamstrings", {"bridge"}),
        ("standing", {"squat", "march-in-place", "one-leg-hip-hinge"}),
        ("on your side", {"clamshell", "lateral-leg-lift", "forearm-side-plank"}),
        ("all fours", {"donkey-kick", "cat-stretch", "bird-dog"}),
        ("face down", {"superman", "prone-press-up"}),
        ("draw-in", {"draw-in"}),
        ("draw in", {"draw-in"}),
        ("outer hip", {"lateral-leg-lift"}),
        ("child's", {"childs-pose"}),
        ("katzenbuckel", {"cat-stretch"}),
        ("pont", {"bridge"}),
    ],
)
def test_a_movement_is_found_by_name_muscle_and_position(query: str, some: set[str]) -> None:
    assert some <= set(keys(query))
    assert len(keys(query)) < len(ALL)


def test_names_come_before_what_is_only_mentioned() -> None:
    assert keys("back")[:2] == ["back-extension", "back-extension-pulse"]
    assert "bridge" in keys("back")
    assert keys("front")[:2] == ["front-plank", "back-extension"]


def test_every_word_must_be_met() -> None:
    assert set(keys("glutes standing")) == set(keys("glutes")) & set(keys("standing"))
    assert keys("glutes qwertz") == []


def test_a_phrase_is_meant_as_it_was_typed() -> None:
    back = keys("on your back")
    assert "bridge" in back and "back-extension" not in back and "hip-hinge" not in back


@pytest.mark.parametrize(
    ("query", "some"),
    [
        ("abs", {"partial-curl", "dead-bug"}),
        ("core", {"front-plank", "draw-in"}),
        ("quads", {"squat"}),
        ("stretch", {"cat-stretch", "childs-pose", "knees-to-chest"}),
    ],
)
def test_words_that_people_use_are_known(query: str, some: set[str]) -> None:
    assert some <= set(keys(query))


def test_position_and_muscle_narrow_the_search() -> None:
    standing = keys(posture=Posture.STANDING)
    assert "squat" in standing and "bridge" not in standing
    glutes = keys(muscle=Muscle.GLUTES)
    assert "squat" in glutes and "draw-in" not in glutes
    assert set(keys("", Posture.STANDING, Muscle.GLUTES)) == set(standing) & set(glutes)


def test_every_bundled_movement_has_a_posture() -> None:
    assert [movement.key for movement in ALL if posture_of(movement) is None] == []
    expected = {"bridge": Posture.BACK, "superman": Posture.FRONT, "clamshell": Posture.SIDE, "squat": Posture.STANDING}
    assert {key: posture_of(MOVEMENTS[key]) for key in expected} == expected
    assert posture_of(replace(MOVEMENTS["bridge"], position="Hanging from a bar")) is None


@pytest.fixture
def english_again() -> Iterator[None]:
    yield
    use_language(read_language("en", ROOT / "assets" / "locale", {}))


@pytest.mark.parametrize("code", sorted(set(LANGUAGES) - {"en"}))
def test_a_start_position_means_the_same_in_each_language(code: str, english_again: None) -> None:
    meant = {movement.key: posture_of(movement) for movement in ALL}
    use_language(read_language(code, ROOT / "assets" / "locale", {}))
    assert {each.key: posture_of(replace(each, position=written(each.position))) for each in ALL} == meant


def test_accents_and_hyphens_do_not_matter() -> None:
    own = Movement(key="brucke", name="Brücke–Spezial", position="Rückenlage")
    assert find_movements([own], "BRUCKE spezial") == [own]


@given(st.text(max_size=12))
def test_any_text_may_be_searched_for(query: str) -> None:
    found = find_movements(ALL, query)
    assert len(found) == len({movement.key for movement in found}) <= len(ALL)
    assert found == find_movements(reversed(ALL), query)


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("cat-camel", "cat-stretch"),
        ("glute bridge", "bridge"),
        ("Brücke", "bridge"),
        ("puente", "bridge"),
        ("birddog", "bird-dog"),
        ("side bridge", "forearm-side-plank"),
        ("brigde", "bridge"),
        ("plank", "front-plank"),
        ("McGill", "curl-up"),
        ("breaths", None),
        ("anything else", None),
        ("-", None),
    ],
)
def test_a_name_that_people_use_leads_to_the_movement_and_one_that_is_not_near_to_none(
    word: str, key: str | None
) -> None:
    assert nearest_movement(word, {name: MOVEMENTS[name] for name in sorted(MOVEMENTS)}) == key
    assert nearest_movement(word, {}) is None
