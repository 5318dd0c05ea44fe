-- Reads the whole table while the product goes on writing it.
ALTER TABLE "item" VALIDATE CONSTRAINT "item_workspaceId_teamId_fkey";
ALTER TABLE "item" VALIDATE CONSTRAINT "item_workspaceId_lapsedOwnerId_fkey";
