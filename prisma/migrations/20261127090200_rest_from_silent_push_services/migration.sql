-- A browser whose push service fails again and again is not called for a while, so that nobody waits for it.
ALTER TABLE "push_subscription"
  -- In a row.
  ADD COLUMN "failures" integer NOT NULL DEFAULT 0,
  ADD COLUMN "restsUntil" timestamptz(3);
