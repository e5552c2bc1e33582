"""When things happen: order, parts, retries, schedules, settings, the command line."""
