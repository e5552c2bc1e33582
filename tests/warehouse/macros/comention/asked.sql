from comention('south_korea')
