from printings(unit := 'text', d1 := '2016-02-29') order by all
