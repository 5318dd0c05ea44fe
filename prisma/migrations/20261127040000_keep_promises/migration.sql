-- What a reply promises, with the moment by which it is owed.

-- All locks at once and first, in the order in which the product's statements take them.
LOCK TABLE "member", "item", "action" IN ACCESS EXCLUSIVE MODE;

ALTER TABLE "item"
  -- How many promises are owed. On the item's row, so that its lists and its number need no other table.
  ADD COLUMN "openPromises" smallint NOT NULL DEFAULT 0,
  -- When the first of them is due.
  ADD COLUMN "promiseDueAt" timestamptz(3);

CREATE TABLE "item_promise" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "itemId" uuid NOT NULL,
  -- The reply in which it was made; null: it was made elsewhere and written down.
  "actionId" uuid,
  -- The words of the reply.
  "text" text NOT NULL,
  "dueAt" timestamptz(3) NOT NULL,
  "madeById" uuid NOT NULL,
  -- 'pending': its reply is not sent; 'open': owed; 'kept'; 'withdrawn'.
  "state" text NOT NULL DEFAULT 'pending',
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  -- Since when it is owed.
  "openedAt" timestamptz(3),
  -- When the item comes back to the queue for it.
  "remindAt" timestamptz(3),
  "remindedAt" timestamptz(3),
  -- When it was found to be late.
  "lateAt" timestamptz(3),
  -- The reply that keeps it, as soon as that one is sent.
  "keptByActionId" uuid,
  "endedAt" timestamptz(3),
  "endedById" uuid,
  -- Why it was withdrawn.
  "reason" text,
  CONSTRAINT "item_promise_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "item_promise_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId")
    REFERENCES "item" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "item_promise_workspaceId_actionId_fkey" FOREIGN KEY ("workspaceId", "actionId")
    REFERENCES "action" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE SET NULL ("actionId"),
  CONSTRAINT "item_promise_workspaceId_keptByActionId_fkey" FOREIGN KEY ("workspaceId", "keptByActionId")
    REFERENCES "action" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE SET NULL ("keptByActionId"),
  CONSTRAINT "item_promise_workspaceId_madeById_fkey" FOREIGN KEY ("workspaceId", "madeById")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT "item_promise_workspaceId_endedById_fkey" FOREIGN KEY ("workspaceId", "endedById")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT "item_promise_state" CHECK ("state" IN ('pending', 'open', 'kept', 'withdrawn')),
  CONSTRAINT "item_promise_open" CHECK (("state" = 'pending') = ("openedAt" IS NULL)
    AND ("openedAt" IS NULL) = ("remindAt" IS NULL)
    AND ("state" IN ('kept', 'withdrawn')) = ("endedAt" IS NOT NULL)
    AND ("state" = 'withdrawn') = ("reason" IS NOT NULL))
);
CREATE INDEX "item_promise_workspaceId_itemId_idx" ON "item_promise" ("workspaceId", "itemId");
CREATE INDEX "item_promise_workspaceId_actionId_idx" ON "item_promise" ("workspaceId", "actionId");
CREATE INDEX "item_promise_workspaceId_keptByActionId_idx" ON "item_promise" ("workspaceId", "keptByActionId");
CREATE INDEX "item_promise_workspaceId_madeById_idx" ON "item_promise" ("workspaceId", "madeById");
CREATE INDEX "item_promise_workspaceId_endedById_idx" ON "item_promise" ("workspaceId", "endedById");
CREATE INDEX "item_promise_reminders" ON "item_promise" ("remindAt") WHERE "state" = 'open' AND "remindedAt" IS NULL;
CREATE INDEX "item_promise_late" ON "item_promise" ("dueAt") WHERE "state" = 'open' AND "lateAt" IS NULL;

ALTER TABLE "item_promise" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "item_promise" FORCE ROW LEVEL SECURITY;
CREATE POLICY in_workspace ON "item_promise" TO parvis_app
  USING ("workspaceId" = nullif(current_setting('app.workspace_id', true), '')::uuid);
-- A promise is seen where its item is.
CREATE POLICY seen_item ON "item_promise" AS RESTRICTIVE TO parvis_app
  USING ((SELECT sees_all_items()) OR sees_item("workspaceId", "itemId"));
GRANT SELECT, INSERT, UPDATE, DELETE ON "item_promise" TO parvis_app;
CREATE POLICY dispatch ON "item_promise" FOR SELECT TO parvis_dispatcher USING (true);
GRANT SELECT ("workspaceId", "id", "itemId", "state", "dueAt", "remindAt", "remindedAt", "lateAt") ON "item_promise"
  TO parvis_dispatcher;
SELECT audit_table('item_promise');

-- Whoever writes a promise holds the lock of its item, so that what is read here is complete.
CREATE FUNCTION item_promise_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed "item_promise" := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  UPDATE "item" i SET ("openPromises", "promiseDueAt") = (
    SELECT count(*), min(p."dueAt") FROM "item_promise" p
    WHERE p."workspaceId" = i."workspaceId" AND p."itemId" = i."id" AND p."state" = 'open')
  WHERE i."workspaceId" = changed."workspaceId" AND i."id" = changed."itemId";
  RETURN NULL;
END $$;
CREATE TRIGGER promise_made AFTER INSERT ON "item_promise" FOR EACH ROW
  WHEN (NEW."state" = 'open') EXECUTE FUNCTION item_promise_changed();
CREATE TRIGGER promise_changed AFTER UPDATE OF "state", "dueAt" ON "item_promise" FOR EACH ROW
  WHEN ((OLD."state" = 'open' OR NEW."state" = 'open')
    AND (OLD."state", OLD."dueAt") IS DISTINCT FROM (NEW."state", NEW."dueAt")) EXECUTE FUNCTION item_promise_changed();
CREATE TRIGGER promise_removed AFTER DELETE ON "item_promise" FOR EACH ROW
  WHEN (OLD."state" = 'open') EXECUTE FUNCTION item_promise_changed();

/* When the item comes back for a promise: four hours ahead, and never sooner than half of the time that was given. */
CREATE FUNCTION promise_reminder(opened timestamptz, due timestamptz) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT due - least(interval '4 hours', greatest(due - opened, interval '0') / 2) $$;

/* A promise is owed from the moment at which its reply is known to be on the network, and no longer when the network turns out
   to have rejected it; so it is with what a reply keeps. A reply that is taken back takes its promise with it. */
CREATE FUNCTION promises_follow_reply() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "item_promise" p WHERE p."workspaceId" = NEW."workspaceId"
      AND (p."actionId" = NEW."id" OR p."keptByActionId" = NEW."id")) THEN
    RETURN NULL;
  END IF;
  PERFORM FROM "item" i WHERE i."workspaceId" = NEW."workspaceId" AND i."id" = NEW."itemId" FOR NO KEY UPDATE;
  IF NEW."state" = 'done' THEN
    UPDATE "item_promise" SET "state" = 'open', "openedAt" = now(), "remindAt" = promise_reminder(now(), "dueAt")
    WHERE "workspaceId" = NEW."workspaceId" AND "actionId" = NEW."id" AND "state" = 'pending';
    UPDATE "item_promise" SET "state" = 'kept', "endedAt" = now(), "endedById" = NEW."memberId"
    WHERE "workspaceId" = NEW."workspaceId" AND "keptByActionId" = NEW."id" AND "state" = 'open';
  ELSIF OLD."state" = 'done' THEN
    UPDATE "item_promise" SET "state" = 'pending', "openedAt" = NULL, "remindAt" = NULL, "remindedAt" = NULL, "lateAt" = NULL
    WHERE "workspaceId" = NEW."workspaceId" AND "actionId" = NEW."id" AND "state" = 'open';
    UPDATE "item_promise" SET "state" = 'open', "endedAt" = NULL, "endedById" = NULL
    WHERE "workspaceId" = NEW."workspaceId" AND "keptByActionId" = NEW."id" AND "state" = 'kept';
  ELSE
    DELETE FROM "item_promise"
    WHERE "workspaceId" = NEW."workspaceId" AND "actionId" = NEW."id" AND "state" = 'pending';
    UPDATE "item_promise" SET "keptByActionId" = NULL
    WHERE "workspaceId" = NEW."workspaceId" AND "keptByActionId" = NEW."id" AND "state" = 'open';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER promises_follow AFTER UPDATE OF "state" ON "action" FOR EACH ROW
  WHEN (OLD."state" <> NEW."state" AND OLD."messageId" IS NOT NULL
    AND (OLD."state" = 'done' OR NEW."state" IN ('done', 'cancelled')))
  EXECUTE FUNCTION promises_follow_reply();
