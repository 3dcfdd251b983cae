-- What is asked for has columns of its own; everything else is in the
-- document. Times are milliseconds since 1970, 0 for none.

CREATE TABLE guilds (
    id      TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    left_at BIGINT NOT NULL,
    doc     TEXT NOT NULL
);

CREATE TABLE schedules (
    id      TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    guild   TEXT NOT NULL,
    next_at BIGINT NOT NULL, -- 0 while nothing is to come
    doc     TEXT NOT NULL
);
CREATE INDEX schedules_by_guild ON schedules (guild);
CREATE INDEX schedules_by_next ON schedules (next_at) WHERE next_at > 0;

-- The key names the schedule and the nominal date, so that a date cannot be
-- in the ledger twice.
CREATE TABLE deliveries (
    key      TEXT PRIMARY KEY,
    version  BIGINT NOT NULL,
    schedule TEXT NOT NULL REFERENCES schedules (id) ON DELETE CASCADE,
    due_at   BIGINT NOT NULL,
    is_open  BOOLEAN NOT NULL,
    doc      TEXT NOT NULL
);
CREATE INDEX deliveries_by_schedule ON deliveries (schedule, due_at);
CREATE INDEX deliveries_open ON deliveries (due_at) WHERE is_open;

-- When the next request to Discord may be sent, one row for all processes.
CREATE TABLE budget (
    id      BIGINT PRIMARY KEY,
    next_at BIGINT NOT NULL
);
INSERT INTO budget (id, next_at) VALUES (1, 0);
