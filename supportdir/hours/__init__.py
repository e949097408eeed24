"""Opening hours: the grammar, schedules on a clock, time zones and public holidays."""
