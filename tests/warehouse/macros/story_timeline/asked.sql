from story_timeline('e1')
