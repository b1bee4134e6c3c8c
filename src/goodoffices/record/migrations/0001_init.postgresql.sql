-- SPDX-License-Identifier: Apache-2.0
-- A house: its records, their sealed entries, the wrapped keys that open them, and what waits to be sent.
-- Nothing in here is readable without the house key. Triggers refuse mistakes; the chain shows tampering.

CREATE TABLE schema (
    one integer PRIMARY KEY CHECK (one = 1),
    version integer NOT NULL,
    compatible integer NOT NULL
);

CREATE TABLE house (
    one integer PRIMARY KEY CHECK (one = 1),
    id bytea NOT NULL CHECK (length(id) = 16),
    key_id bytea NOT NULL CHECK (length(key_id) = 16)
);

CREATE TABLE record (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id bytea NOT NULL UNIQUE CHECK (length(id) = 16),
    data_key bytea NOT NULL
);

CREATE TABLE entry (
    record bigint NOT NULL REFERENCES record (number),
    sequence bigint NOT NULL CHECK (sequence > 0),
    hash bytea NOT NULL CHECK (length(hash) = 32),
    sealed bytea NOT NULL,
    PRIMARY KEY (record, sequence)
);

-- Sealed bytes cannot be compressed, so nobody need try.
ALTER TABLE entry ALTER COLUMN sealed SET STORAGE EXTERNAL;

CREATE TABLE entry_key (
    record bigint NOT NULL,
    sequence bigint NOT NULL,
    wrapped bytea NOT NULL,
    PRIMARY KEY (record, sequence)
);

CREATE TABLE outgoing (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    record bigint NOT NULL,
    sealed bytea NOT NULL
);

ALTER TABLE outgoing ALTER COLUMN sealed SET STORAGE EXTERNAL;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what is recorded is never changed';
END
$$;

CREATE TRIGGER house_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON house
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER record_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON record
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER entry_key_stays BEFORE UPDATE OR TRUNCATE ON entry_key
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
