from coverage(topic := 'thaad', min_hits := 1)
