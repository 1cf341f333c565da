"""Whether the computer itself is muted: what its own programs say, and what is made of it."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from trunktimer.sound.output import output_fault


def said(answers: dict[str, str]) -> object:
    def run(command: Sequence[str]) -> str:
        return next((text for start, text in answers.items() if " ".join(command).startswith(start)), "")

    return run


@pytest.mark.parametrize(
    ("platform", "answers", "fault"),
    [
        ("linux", {"pactl get-sink-mute": "Mute: yes\n", "pactl get-sink-volume": "Volume: 50%"}, "muted"),
        ("linux", {"pactl get-sink-mute": "Mute: no\n", "pactl get-sink-volume": "left: 0 / 0% right: 0 / 0%"}, "zero"),
        ("linux", {"pactl get-sink-mute": "Mute: no\n", "pactl get-sink-volume": "left: 0% right: 30%"}, ""),
        ("linux", {"pactl get-sink-mute": "Mute: no\n"}, ""),
        ("linux", {"wpctl get-volume": "Volume: 0.40 [MUTED]\n"}, "muted"),
        ("linux", {"wpctl get-volume": "Volume: 0.00\n"}, "zero"),
        ("linux", {"wpctl get-volume": "Volume: 0.40\n"}, ""),
        ("linux", {}, ""),
        ("darwin", {"osascript": "output volume:50, input volume:75, alert volume:100, output muted:true"}, "muted"),
        ("darwin", {"osascript": "output volume:0, input volume:75, alert volume:100, output muted:false"}, "zero"),
        ("darwin", {"osascript": "output volume:9, input volume:75, alert volume:100, output muted:false"}, ""),
        ("darwin", {}, ""),
        ("win32", {"pactl": "Mute: yes"}, ""),
    ],
)
def test_what_the_system_tells_becomes_a_sentence(platform: str, answers: dict[str, str], fault: str) -> None:
    sentence = output_fault(platform, said(answers))  # type: ignore[arg-type]
    assert (fault in sentence) if fault else sentence == ""


def test_programs_that_fail_or_are_not_there_say_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert output_fault("linux") == ""
    failing = tmp_path / "pactl"
    failing.write_text("#!/bin/sh\necho Mute: yes\nexit 1\n", encoding="utf-8")
    failing.chmod(0o755)
    assert output_fault("linux") == ""
    failing.write_text("#!/bin/sh\necho Mute: yes\n", encoding="utf-8")
    assert "muted" in output_fault("linux")
    assert os.environ["PATH"] == str(tmp_path)
