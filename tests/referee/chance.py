"""Numbers by chance that are the same everywhere for the same text: splitmix64."""

import hashlib

MASK = (1 << 64) - 1


class Chance:
    def __init__(self, seed):
        self.state = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big")

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def between(self, low, high):
        """Both ends count."""
        return low + self.next() % (high - low + 1)

    def percent(self, chance):
        return self.between(1, 100) <= chance

    def pick(self, things):
        return things[self.next() % len(things)]

    def sample(self, things, count):
        """So many different ones, in their order."""
        places = list(range(len(things)))
        for at in range(count):
            other = self.between(at, len(places) - 1)
            places[at], places[other] = places[other], places[at]
        return [things[place] for place in sorted(places[:count])]

    def shuffled(self, things):
        things = list(things)
        for at in range(len(things) - 1):
            other = self.between(at, len(things) - 1)
            things[at], things[other] = things[other], things[at]
        return things

    def some(self, things, chance):
        return [thing for thing in things if self.percent(chance)]

    def near(self, number, percent, low):
        """Up to so many percent more or less, but not below `low`."""
        return max(low, number * (100 + self.between(-percent, percent)) // 100)
