-- Some networks serve a message's files only to the account, and for a short time: they are kept here. `awaited` until they
-- are, then `kept`, or `lost` where the network no longer has them. Null: the file's own address is public.
ALTER TABLE "attachment" ADD COLUMN "fileState" text;
CREATE INDEX "attachment_awaited" ON "attachment" ("workspaceId", "createdAt") WHERE "fileState" = 'awaited';

-- Workers look for them in all workspaces.
CREATE POLICY dispatch_awaited ON "attachment" FOR SELECT TO parvis_dispatcher USING ("fileState" = 'awaited');
GRANT SELECT ("fileState") ON "attachment" TO parvis_dispatcher;
GRANT SELECT ("channelId") ON "message" TO parvis_dispatcher;
