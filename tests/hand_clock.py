"""A clock that is moved by hand."""


class HandClock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now_ms = 0

    def __call__(self) -> int:
        return self.now_ms

    def pass_ms(self, passed_ms: int) -> None:
        """Let so much time pass."""
        self.now_ms += passed_ms
