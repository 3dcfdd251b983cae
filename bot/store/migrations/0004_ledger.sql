-- The ledger of all schedules is looked at by the time, the latest first.
CREATE INDEX deliveries_by_due ON deliveries (due_at, key);
