-- SPDX-License-Identifier: Apache-2.0
-- Entries stand in the order in which they were recorded, whatever record they belong to: then each is added at the end of
-- the table, where SQLite changes fewest pages, also in a record that was not begun last. An index finds a record's own.

CREATE TABLE arrived (
    place INTEGER PRIMARY KEY,
    record INTEGER NOT NULL,
    sequence INTEGER NOT NULL CHECK (sequence > 0),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    sealed BLOB NOT NULL,
    UNIQUE (record, sequence)
) STRICT;

INSERT INTO arrived SELECT row_number() OVER (ORDER BY place), record, sequence, hash, sealed FROM entry ORDER BY place;

DROP TABLE entry;

ALTER TABLE arrived RENAME TO entry;

CREATE TRIGGER entry_stays BEFORE UPDATE ON entry BEGIN
    SELECT RAISE(ABORT, 'entries are never changed');
END;

CREATE TRIGGER entry_is_kept BEFORE DELETE ON entry BEGIN
    SELECT RAISE(ABORT, 'entries are never deleted');
END;

-- INSERT OR REPLACE deletes without firing the trigger above, so place and sequence of an entry are checked as well.
-- This also shows whoever decided on an older head that somebody else was faster.
CREATE TRIGGER entry_is_next BEFORE INSERT ON entry
WHEN NEW.place <> 1 + coalesce((SELECT max(place) FROM entry), 0)
    OR NEW.sequence <> 1 + coalesce((SELECT max(sequence) FROM entry WHERE record = NEW.record), 0)
BEGIN
    SELECT RAISE(ABORT, 'entries are added at the end');
END;

-- An entry and its key in one statement, which is a transaction of its own where nothing else belongs to it.
CREATE VIEW appended AS
SELECT entry.record, entry.sequence, hash, sealed, wrapped
FROM entry LEFT JOIN entry_key ON entry_key.record = entry.record AND entry_key.sequence = entry.sequence;

CREATE TRIGGER entry_with_key INSTEAD OF INSERT ON appended BEGIN
    INSERT INTO entry
    VALUES ((SELECT coalesce(max(place), 0) + 1 FROM entry), NEW.record, NEW.sequence, NEW.hash, NEW.sealed);
    INSERT INTO entry_key SELECT NEW.record, NEW.sequence, NEW.wrapped WHERE NEW.wrapped IS NOT NULL;
END;
