-- The ledger is its own queue, and other things than schedules are kept.

-- Whoever looks at an open line moves look_at ahead first, and so has it for
-- itself until then.
ALTER TABLE deliveries ADD COLUMN look_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN place BIGINT NOT NULL DEFAULT 0; -- of its schedule
DROP INDEX deliveries_open;
CREATE INDEX deliveries_open ON deliveries (look_at, place, key) WHERE is_open;

-- Each schedule of a server has a place, from 0. It bounds how many there can
-- be, and where many are due at once, the first of every server come before
-- the second of any.
ALTER TABLE schedules ADD COLUMN place BIGINT NOT NULL DEFAULT 0;
UPDATE schedules SET place = (SELECT count(*) FROM schedules AS other
    WHERE other.guild = schedules.guild AND other.id < schedules.id);
DROP INDEX schedules_by_guild;
CREATE UNIQUE INDEX schedules_by_place ON schedules (guild, place);
DROP INDEX schedules_by_next;
CREATE INDEX schedules_by_next ON schedules (next_at, place, id) WHERE next_at > 0;

-- Small things of every kind.
CREATE TABLE documents (
    kind       TEXT NOT NULL,
    id         TEXT NOT NULL,
    version    BIGINT NOT NULL,
    guild      TEXT NOT NULL,   -- '' for none
    owner      TEXT NOT NULL,   -- a user, '' for nobody
    expires_at BIGINT NOT NULL, -- 0 for never
    doc        TEXT NOT NULL,
    PRIMARY KEY (kind, id)
);
CREATE INDEX documents_by_guild ON documents (guild, kind) WHERE guild <> '';
CREATE INDEX documents_by_owner ON documents (owner, kind) WHERE owner <> '';
CREATE INDEX documents_by_expiry ON documents (expires_at) WHERE expires_at > 0;

-- What one process does now and then for all, and when it is next.
CREATE TABLE chores (
    name    TEXT PRIMARY KEY,
    next_at BIGINT NOT NULL
);

-- The queue of earlier versions. What it held stands in the ledger too.
DROP TABLE IF EXISTS river_client_queue;
DROP TABLE IF EXISTS river_client;
DROP TABLE IF EXISTS river_queue;
DROP TABLE IF EXISTS river_leader;
DROP TABLE IF EXISTS river_notification;
DROP TABLE IF EXISTS river_job;
DROP TABLE IF EXISTS river_migration;
