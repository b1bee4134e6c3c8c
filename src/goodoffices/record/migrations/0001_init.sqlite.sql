-- SPDX-License-Identifier: Apache-2.0
-- A house: its records, their sealed entries, the wrapped keys that open them, and what waits to be sent.
-- Nothing in here is readable without the house key. Triggers refuse mistakes; the chain shows tampering.

CREATE TABLE schema (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    version INTEGER NOT NULL,
    compatible INTEGER NOT NULL
) STRICT;

CREATE TABLE house (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id BLOB NOT NULL CHECK (length(id) = 16),
    key_id BLOB NOT NULL CHECK (length(key_id) = 16)
) STRICT;

CREATE TABLE record (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    data_key BLOB NOT NULL
) STRICT;

-- The place of an entry is its record's number and its sequence in one integer: the table then needs no index beside it,
-- so an append changes one page less, and large payloads do not double the file as they would without a rowid.
CREATE TABLE entry (
    place INTEGER PRIMARY KEY CHECK (place > 1 << 40 AND place & 1099511627775 > 0),
    record INTEGER NOT NULL GENERATED ALWAYS AS (place >> 40) VIRTUAL,
    sequence INTEGER NOT NULL GENERATED ALWAYS AS (place & 1099511627775) VIRTUAL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    sealed BLOB NOT NULL
) STRICT;

-- No foreign key: with one, emptying the table would not clear its pages at one stroke (see destroying in the specification).
CREATE TABLE entry_key (
    record INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    wrapped BLOB NOT NULL,
    PRIMARY KEY (record, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE outgoing (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    record INTEGER NOT NULL,
    sealed BLOB NOT NULL
) STRICT;

CREATE TRIGGER house_stays BEFORE UPDATE ON house BEGIN
    SELECT RAISE(ABORT, 'a house keeps its id and its key');
END;

CREATE TRIGGER house_is_kept BEFORE DELETE ON house BEGIN
    SELECT RAISE(ABORT, 'a house keeps its id and its key');
END;

CREATE TRIGGER record_stays BEFORE UPDATE ON record BEGIN
    SELECT RAISE(ABORT, 'records are never changed');
END;

CREATE TRIGGER record_is_kept BEFORE DELETE ON record BEGIN
    SELECT RAISE(ABORT, 'records are never deleted');
END;

CREATE TRIGGER entry_stays BEFORE UPDATE ON entry BEGIN
    SELECT RAISE(ABORT, 'entries are never changed');
END;

CREATE TRIGGER entry_is_kept BEFORE DELETE ON entry BEGIN
    SELECT RAISE(ABORT, 'entries are never deleted');
END;

-- INSERT OR REPLACE deletes without firing the trigger above, so the place of an entry is checked as well.
CREATE TRIGGER entry_is_next BEFORE INSERT ON entry
WHEN NEW.place <> 1 + max(
    (NEW.place >> 40) << 40,
    coalesce((SELECT max(place) FROM entry WHERE place < ((NEW.place >> 40) + 1) << 40), 0)
)
BEGIN
    SELECT RAISE(ABORT, 'entries are added at the end');
END;

CREATE TRIGGER entry_key_stays BEFORE UPDATE ON entry_key BEGIN
    SELECT RAISE(ABORT, 'keys are never changed');
END;
