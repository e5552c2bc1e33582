from coverage_under(topic := 'thaad', unit := 'text', stated_only := true)
