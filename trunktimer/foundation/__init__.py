"""What everything else stands on: errors, durations, languages, text files, places, the clock, the log of bugs."""
