from share_of_voice(topic := 'radar', gaps := 'zero')
