-- The event log. A row is a fact that happened; nothing here is ever changed or taken out.

-- arrival: 1, 2, 3 ... in the order of committing, without gaps, because nothing is deleted and an
-- undone transaction gives its numbers back. So the newest arrival is also the number of events.
CREATE TABLE event (
    arrival INTEGER PRIMARY KEY,
    device BLOB NOT NULL CHECK (length(device) = 16),
    sequence INTEGER NOT NULL CHECK (sequence BETWEEN 1 AND 9007199254740991),
    at_ms INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (device, sequence)
) STRICT;

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN
    SELECT RAISE(ABORT, 'an event is never changed');
END;

CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'an event is never deleted');
END;

-- Who this installation is among the devices whose events it keeps: one row.
CREATE TABLE installation (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    device BLOB NOT NULL CHECK (length(device) = 16)
) STRICT;
