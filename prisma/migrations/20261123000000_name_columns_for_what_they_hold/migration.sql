ALTER TABLE "action"
  DROP COLUMN "idempotency",
  ADD COLUMN "networkKeys" JSONB NOT NULL DEFAULT '{}',
  ADD COLUMN "progress" JSONB NOT NULL DEFAULT '{}',
  ADD COLUMN "sentExternalIds" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN "receipt" JSONB,
  ADD COLUMN "confirmedAt" TIMESTAMPTZ(3),
  ADD COLUMN "undoOfId" UUID,
  ADD CONSTRAINT "action_workspaceId_undoOfId_fkey" FOREIGN KEY ("workspaceId", "undoOfId")
    REFERENCES "action" ("workspaceId", "id") ON DELETE SET NULL ("undoOfId") ON UPDATE CASCADE;
CREATE UNIQUE INDEX "action_of_message" ON "action" ("workspaceId", "messageId") WHERE "messageId" IS NOT NULL;
CREATE INDEX "action_undo_of" ON "action" ("workspaceId", "undoOfId") WHERE "undoOfId" IS NOT NULL;

ALTER TABLE "message"
  DROP COLUMN "state",
  ADD COLUMN "isRejected" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "textChangedAt" TIMESTAMPTZ(3);
DROP TYPE "MessageState";

ALTER TABLE "channel" ADD COLUMN "isSubscribed" BOOLEAN;
ALTER TABLE "item" ADD COLUMN "threadExternalId" TEXT NOT NULL;
ALTER TABLE "item_history" ADD COLUMN "undoesId" UUID, ADD COLUMN "noteId" UUID;
