"""From the lines of a flat text to segments: what a dumper broke is joined, what it glued is split."""
