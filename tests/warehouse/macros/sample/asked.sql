from sample(topic := 'radar', n := 2, seed := 7)
