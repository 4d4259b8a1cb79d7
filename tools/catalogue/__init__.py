"""The catalogue compiler: reads catalogue/, refuses what is wrong with it, writes tables."""
