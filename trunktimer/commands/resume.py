"""`trunktimer resume`: goes on with a session that broke off, keeps it or forgets it."""

import argparse
import sys

from trunktimer.commands.cli_arguments import format_plain_number
from trunktimer.commands.door import open_function
from trunktimer.commands.movements import read_movements
from trunktimer.commands.routine_timeline import translated_movements
from trunktimer.commands.terminal_history import TerminalHistory
from trunktimer.foundation.errors import TrunkTimerError
from trunktimer.foundation.places import Places
from trunktimer.foundation.translation import tr, written


def run(arguments: argparse.Namespace, places: Places) -> int:
    """Carry the command out; gives the exit code. Raises `TrunkTimerError`."""

    recorder = TerminalHistory(places)
    try:
        offers = recorder.offers(translated_movements(read_movements(places)))
        if arguments.list:
            print("".join(f"{written(offer.record.routine_name)}: {offer.where}\n" for offer in offers), end="")
            return 0
        if not offers:
            print(tr("No session broke off: there is nothing to go on with."), file=sys.stderr)
            return 1
        offer = offers[0]
        if arguments.keep or arguments.discard:
            recorder.settle(offer, keep=arguments.keep)
            what = {"routine": written(offer.record.routine_name), "where": offer.where}
            if arguments.keep:
                print(tr("{routine} ({where}) is kept as an unfinished session.", **what))
            else:
                print(tr("{routine} ({where}) is forgotten.", **what))
            return 0
        if offer.session is None:
            raise TrunkTimerError(
                tr(
                    "{routine} cannot be gone on with: {reason} "
                    "Keep what was done of it with `trunktimer resume --keep`.",
                    routine=written(offer.record.routine_name),
                    reason=offer.why_not,
                )
            )
        if arguments.speed not in (None, offer.record.speed):
            raise TrunkTimerError(
                tr(
                    "{routine} was begun at {speed} times the speed of the clock, "
                    "and goes on at no other; leave --speed out.",
                    routine=written(offer.record.routine_name),
                    speed=format_plain_number(offer.record.speed),
                )
            )
        arguments.speed = offer.record.speed
        recorder.go_on(offer)
        print(tr("Going on: {where}.", where=offer.where))
        play_in_terminal = open_function("trunktimer.commands.terminal_session:play_in_terminal")  # takes the sound
        code: int = play_in_terminal(offer.session.timeline, places, arguments, recorder)
        return code
    finally:
        recorder.close()
