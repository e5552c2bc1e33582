from story_timeline() where story_id <> 'e2'
