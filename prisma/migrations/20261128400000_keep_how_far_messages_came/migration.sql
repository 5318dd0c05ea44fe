-- How far a message of the brand came, where its network tells: sent, delivered, read. `failed` stands there only until the
-- end of its sending is recorded, and then is the failure of its action.
ALTER TABLE "message" ADD COLUMN "deliveryState" text, ADD COLUMN "deliveryAt" timestamptz(3),
  ADD COLUMN "deliveryReason" text, ADD COLUMN "deliveryDetail" text;

-- The template that a reply is, with its values: networks accept nothing else after the reply window.
ALTER TABLE "action" ADD COLUMN "template" jsonb;

-- Networks name the action by its key when they tell how far its message came.
CREATE INDEX "action_network_key" ON "action" ("workspaceId", "channelId", ("networkKeys" ->> 'key'))
  WHERE "networkKeys" ? 'key';
