from comention('korea')
