"""What holds for all tests."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from trunktimer.core.translation import ENGLISH, use_language

# No test is timed: a busy machine must not fail one.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

os.environ["LANGUAGE"] = "en"  # for programs that tests start, whatever the language of who runs them


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """All texts are English, unless a test chooses another language for itself."""
    use_language(ENGLISH)
    yield
    use_language(ENGLISH)
