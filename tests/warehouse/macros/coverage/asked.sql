from coverage(topic := 'radar', min_hits := 1)
