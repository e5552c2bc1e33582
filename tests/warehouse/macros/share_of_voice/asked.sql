from share_of_voice(topic := 'thaad', gaps := 'zero')
