from coverage_together(topic := 'thaad', unit := 'story', gaps := 'zero', min_hits := 0)
