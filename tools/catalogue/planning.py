"""Planning: how sessions are weighed, and what it takes to change from one position to another."""

DOSES = ("smallest", "middle", "largest", "more_sets")  # in the order of their numbers
# What stands in the tables where no way leads from one position to the other: none is cheaper.
NO_WAY = {"slots": 255, "effort": 65535}
SECOND_MS = 1000


def slot_s(contract):
    return contract.numbers["LIMBER_SLOT_MS"] // SECOND_MS


def family_numbers(planning):
    """The number of the family of each technique that has one; they count from 1."""
    return {technique: number
            for number, members in enumerate(planning["families"]["value"], 1)
            for technique in members}


def least(positions, moves, key):
    """The least `key` of all the ways from each position to each: a dict by (from, to)."""
    best = {(position, position): 0 for position in positions}
    for move in moves:
        pair = move["from"], move["to"]
        best[pair] = min(move[key], best.get(pair, move[key]))
    for via in positions:
        for start in positions:
            for end in positions:
                if (start, via) in best and (via, end) in best:
                    way = best[start, via] + best[via, end]
                    best[start, end] = min(way, best.get((start, end), way))
    return best


def changes(positions, moves, slot):
    """The tables of the core, from each position to each. The way of the fewest seconds and that of
    the least effort are looked for apart; seconds become slots only once they are added up."""
    seconds, effort = (least(positions, moves, key) for key in ("seconds", "effort"))
    return {
        "slots": [[-(-seconds[start, end] // slot) if (start, end) in seconds else NO_WAY["slots"]
                   for end in positions] for start in positions],
        "effort": [[effort.get((start, end), NO_WAY["effort"]) for end in positions]
                   for start in positions],
    }
