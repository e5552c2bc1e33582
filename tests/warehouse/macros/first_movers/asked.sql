from first_movers(topic := 'thaad')
