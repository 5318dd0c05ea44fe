-- A channel's page counts the conversations whose text the network keeps to itself.
CREATE INDEX "item_encrypted" ON "item" ("workspaceId", "channelId", "lastInboundAt") WHERE "variant" = 'encrypted';
