"""What holds for all tests."""

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


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """All texts are English, unless a test chooses another language for itself."""
    use_language(ENGLISH)
    yield
    use_language(ENGLISH)
