"""The parts of the window are found where the table says."""

from importlib import import_module

import pytest

from trunktimer.app.features import FEATURES
from trunktimer.ui.kit.host import Feature


@pytest.mark.parametrize("feature", Feature)
def test_each_part_is_found(feature: Feature) -> None:
    module, _, name = FEATURES[feature].partition(":")
    assert callable(getattr(import_module(module), name).open)
