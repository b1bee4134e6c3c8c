-- SPDX-License-Identifier: Apache-2.0
-- Entries stand in the order in which they were recorded here anyway. What is new is that the database itself sees to it that
-- an entry is the next of its record: this shows whoever decided on an older head that somebody else was faster.

CREATE FUNCTION require_next() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.sequence <> 1 + coalesce((SELECT max(sequence) FROM entry WHERE record = NEW.record), 0) THEN
        RAISE EXCEPTION 'entries are added at the end' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER entry_is_next BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION require_next();
