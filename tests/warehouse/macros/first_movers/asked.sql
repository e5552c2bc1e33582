from first_movers(topic := 'radar')
