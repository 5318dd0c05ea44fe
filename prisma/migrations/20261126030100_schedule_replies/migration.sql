-- Replies that are sent at a time that a member chose.

-- Both locks at once and first, in the order in which the product's statements take them.
LOCK TABLE "item", "action" IN ACCESS EXCLUSIVE MODE;

ALTER TABLE "action"
  -- The time that was chosen; null: it is sent at once.
  ADD COLUMN "scheduledFor" timestamptz(3),
  -- What the conversation was like when the time was chosen (`lib/outbox/scheduled/seen-sql.ts`).
  ADD COLUMN "seen" jsonb,
  -- Why it was not sent at its time.
  ADD COLUMN "heldReason" text,
  -- Raised by every change of its text or time: of two changes at once, the second is refused.
  ADD COLUMN "scheduleVersion" integer NOT NULL DEFAULT 0;

ALTER TABLE "action" ADD CONSTRAINT "action_scheduled_for" CHECK (
  ("state" <> 'scheduled' OR ("scheduledFor" IS NOT NULL AND "seen" IS NOT NULL AND "messageId" IS NOT NULL))
  AND ("state" = 'held') = ("heldReason" IS NOT NULL)) NOT VALID;

-- How many of the item's replies have a time, those that are held included. On the item's row, so that its lists and its
-- number need no other table.
ALTER TABLE "item" ADD COLUMN "scheduledReplies" smallint NOT NULL DEFAULT 0;

CREATE FUNCTION is_scheduled(state "ActionState") RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT $1 IN ('scheduled', 'held') $$;

CREATE FUNCTION item_schedule_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  reply "action" := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  change integer := CASE
    WHEN TG_OP = 'INSERT' THEN 1
    WHEN TG_OP = 'DELETE' THEN -1
    WHEN is_scheduled(NEW."state") THEN 1
    ELSE -1
  END;
BEGIN
  UPDATE "item" SET "scheduledReplies" = "scheduledReplies" + change
  WHERE "workspaceId" = reply."workspaceId" AND "id" = reply."itemId";
  RETURN NULL;
END $$;
CREATE TRIGGER schedule_made AFTER INSERT ON "action" FOR EACH ROW
  WHEN (is_scheduled(NEW."state")) EXECUTE FUNCTION item_schedule_changed();
CREATE TRIGGER schedule_changed AFTER UPDATE OF "state" ON "action" FOR EACH ROW
  WHEN (is_scheduled(OLD."state") <> is_scheduled(NEW."state")) EXECUTE FUNCTION item_schedule_changed();
CREATE TRIGGER schedule_removed AFTER DELETE ON "action" FOR EACH ROW
  WHEN (is_scheduled(OLD."state")) EXECUTE FUNCTION item_schedule_changed();
