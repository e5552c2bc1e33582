from sample(topic := 'thaad', n := 2, seed := 7)
