"""What holds for all tests."""

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from trunktimer.foundation.translation import ENGLISH, use_language

# No test is timed: a busy machine must not fail one.
settings.register_profile("quick", deadline=None, max_examples=50)
settings.register_profile("thorough", deadline=None, max_examples=500)
settings.load_profile("thorough" if os.environ.get("THOROUGH") else "quick")

os.environ["LANGUAGE"] = "en"  # for programs that tests start, whatever the language of who runs them


@pytest.fixture(scope="module", autouse=True)
def nothing_to_collect() -> None:
    """What was made before stays to the end, such as thousands of tests: no later collection need look at it."""
    if not gc.get_freeze_count():  # first of all, or after a test of the program, which does the same
        gc.collect()
        gc.freeze()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """All texts are English, unless a test chooses another language for itself."""
    use_language(ENGLISH)
    yield
    use_language(ENGLISH)
