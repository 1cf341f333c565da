"""Floor 0: values and rules, standard library only. No clock, no file, no log, no Qt."""
