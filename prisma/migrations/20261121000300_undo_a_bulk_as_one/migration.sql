-- What a bulk act did is taken back with one token; and an undo must know that nobody changed the item since.
ALTER TABLE "item_history" ADD COLUMN "after" JSONB, ADD COLUMN "batchId" UUID;
CREATE INDEX "item_history_batch" ON "item_history" ("workspaceId", "batchId", "id") WHERE "batchId" IS NOT NULL;
