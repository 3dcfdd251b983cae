-- Records that servers bring.

-- What files and sidecars hold, once for all servers that have the same.
CREATE TABLE contents (
    sum  TEXT PRIMARY KEY, -- SHA-256 of what is packed, in hexadecimal digits
    size BIGINT NOT NULL,  -- of what is packed
    data BYTEA NOT NULL    -- packed by gzip
);

CREATE TABLE uploads (
    guild       TEXT NOT NULL,
    id          TEXT NOT NULL,   -- of the record
    version     BIGINT NOT NULL,
    file_sum    TEXT REFERENCES contents (sum), -- null once it is removed
    sidecar_sum TEXT REFERENCES contents (sum), -- null for none
    size        BIGINT NOT NULL, -- of both
    owner       TEXT NOT NULL,   -- a user, '' for nobody
    removed_at  BIGINT NOT NULL, -- 0 while it is there
    doc         TEXT NOT NULL,
    PRIMARY KEY (guild, id)
);
CREATE INDEX uploads_by_file ON uploads (file_sum) WHERE file_sum IS NOT NULL;
CREATE INDEX uploads_by_sidecar ON uploads (sidecar_sum) WHERE sidecar_sum IS NOT NULL;
CREATE INDEX uploads_by_owner ON uploads (owner) WHERE owner <> '';

-- Uploads that nobody has said yes to yet.
CREATE TABLE drafts (
    id          TEXT PRIMARY KEY,
    version     BIGINT NOT NULL,
    guild       TEXT NOT NULL,
    owner       TEXT NOT NULL,
    file_sum    TEXT NOT NULL REFERENCES contents (sum),
    sidecar_sum TEXT REFERENCES contents (sum), -- null for none
    size        BIGINT NOT NULL, -- of both
    expires_at  BIGINT NOT NULL,
    doc         TEXT NOT NULL
);
CREATE INDEX drafts_by_guild ON drafts (guild, expires_at);
CREATE INDEX drafts_by_owner ON drafts (owner);
CREATE INDEX drafts_by_expiry ON drafts (expires_at);
CREATE INDEX drafts_by_file ON drafts (file_sum);
CREATE INDEX drafts_by_sidecar ON drafts (sidecar_sum) WHERE sidecar_sum IS NOT NULL;

-- How many of the bot's own records a server hides.
ALTER TABLE guilds ADD COLUMN hides BIGINT NOT NULL DEFAULT 0;
CREATE INDEX guilds_that_hide ON guilds (id) WHERE hides > 0;

-- Whoever changes what a server sees counts the revision up first, so that one
-- change is made at a time, and notes whose it is for other processes to hear.
CREATE TABLE revision (
    id     BIGINT PRIMARY KEY,
    number BIGINT NOT NULL
);
INSERT INTO revision (id, number) VALUES (1, 0);
CREATE TABLE revisions (
    number     BIGINT PRIMARY KEY,
    guild      TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
