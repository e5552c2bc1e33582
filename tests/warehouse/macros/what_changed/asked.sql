from what_changed(1, 's3')
