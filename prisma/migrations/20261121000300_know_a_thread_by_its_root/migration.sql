ALTER TABLE "post" RENAME COLUMN "parentExternalId" TO "rootExternalId";
