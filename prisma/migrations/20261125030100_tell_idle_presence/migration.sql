-- Who has an item open without touching it. Reported less often, so it counts for longer.
ALTER TABLE "presence" ADD COLUMN "isIdle" boolean NOT NULL DEFAULT false;
