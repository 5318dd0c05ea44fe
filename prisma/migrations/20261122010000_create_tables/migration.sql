-- The tables, by noun, each after those that it points to, with what Prisma's schema language cannot say: partitions,
-- partial indexes, checks. Text search is in `create_search`, row-level security and grants in `create_tenant_border`.

CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;

-- Ids that sort by the moment they were made (RFC 9562, version 7), on every supported server version.
CREATE FUNCTION uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
      52, 1), 53, 1), 'hex')::uuid
$$;

-- What becomes a link or an image is an address of the web.
CREATE FUNCTION is_web_address(address text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT address ~* '^https?://[^[:space:]]'
$$;

CREATE TYPE "Role" AS ENUM ('admin', 'lead', 'manager', 'client');
CREATE TYPE "ChannelStatus" AS ENUM ('connected', 'reconnect', 'paused', 'disconnected');
CREATE TYPE "ItemKind" AS ENUM ('comment', 'mention', 'message', 'review');
CREATE TYPE "ItemStatus" AS ENUM ('open', 'waiting', 'snoozed', 'resolved', 'ignored');
CREATE TYPE "Direction" AS ENUM ('inbound', 'outbound');
CREATE TYPE "AttachmentKind" AS ENUM ('image', 'video', 'audio', 'file', 'link');
CREATE TYPE "ActionKind" AS ENUM ('reply', 'private_reply', 'hide', 'unhide', 'delete', 'like', 'unlike', 'block', 'unblock', 'mute', 'unmute', 'mark_read');
CREATE TYPE "ActionState" AS ENUM ('queued', 'sending', 'done', 'failed', 'unconfirmed', 'cancelled');
CREATE TYPE "DeliveryState" AS ENUM ('received', 'processed', 'failed', 'unreadable');

-- People who sign in ——————————————————————————————————————————————————————————

CREATE TABLE "user" (
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "email" text NOT NULL,
  "name" text NOT NULL,
  "passwordHash" text,
  "emailVerifiedAt" timestamptz(3),
  -- `en` or `fr`; null follows the browser.
  "language" text,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "user_email_key" ON "user" ("email");

CREATE TABLE "session" (
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "userId" uuid NOT NULL,
  "userAgent" text NOT NULL,
  "ipAddress" text NOT NULL,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  "lastSeenAt" timestamptz(3) NOT NULL DEFAULT now(),
  "expiresAt" timestamptz(3) NOT NULL,
  "revokedAt" timestamptz(3),
  CONSTRAINT "session_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "session_userId_fkey" FOREIGN KEY ("userId")
    REFERENCES "user" ("id") ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX "session_userId_createdAt_idx" ON "session" ("userId", "createdAt");

CREATE TABLE "email_token" (
  "tokenHash" text NOT NULL,
  "userId" uuid NOT NULL,
  -- `verify_email` or `reset_password`
  "purpose" text NOT NULL,
  "expiresAt" timestamptz(3) NOT NULL,
  "usedAt" timestamptz(3),
  CONSTRAINT "email_token_pkey" PRIMARY KEY ("tokenHash"),
  CONSTRAINT "email_token_userId_fkey" FOREIGN KEY ("userId")
    REFERENCES "user" ("id") ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX "email_token_userId_purpose_idx" ON "email_token" ("userId", "purpose");

-- Counts failures by a key (an IP address, an email address) to slow down guessing.
CREATE TABLE "throttle" (
  "key" text NOT NULL,
  "failures" integer NOT NULL,
  "resetAt" timestamptz(3) NOT NULL,
  CONSTRAINT "throttle_pkey" PRIMARY KEY ("key")
);

-- Organizations and workspaces ————————————————————————————————————————————————

CREATE TABLE "organization" (
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "name" text NOT NULL,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "workspace" (
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "organizationId" uuid NOT NULL,
  "name" text NOT NULL,
  "slug" text NOT NULL,
  -- OKLCH hue of the brand's voice, 0 to 360.
  "hue" integer NOT NULL DEFAULT 255,
  "timeZone" text NOT NULL DEFAULT 'Europe/Paris',
  -- Connected to sandboxes instead of the networks.
  "isDemo" boolean NOT NULL DEFAULT false,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "workspace_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "workspace_organizationId_fkey" FOREIGN KEY ("organizationId")
    REFERENCES "organization" ("id") ON UPDATE CASCADE ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "workspace_slug_key" ON "workspace" ("slug");

CREATE TABLE "audit_entry" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "memberId" uuid,
  "act" text NOT NULL,
  "subject" text NOT NULL,
  "details" jsonb NOT NULL DEFAULT '{}',
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "audit_entry_workspaceId_fkey" FOREIGN KEY ("workspaceId")
    REFERENCES "workspace" ("id") ON DELETE CASCADE
);

-- Members —————————————————————————————————————————————————————————————————————

CREATE TABLE "member" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "userId" uuid NOT NULL,
  "role" "Role" NOT NULL,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  "removedAt" timestamptz(3),
  CONSTRAINT "member_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "member_userId_fkey" FOREIGN KEY ("userId")
    REFERENCES "user" ("id") ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT "member_workspaceId_fkey" FOREIGN KEY ("workspaceId")
    REFERENCES "workspace" ("id") ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE UNIQUE INDEX "member_workspaceId_userId_key" ON "member" ("workspaceId", "userId");
CREATE INDEX "member_userId_idx" ON "member" ("userId");

CREATE TABLE "invitation" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "email" text NOT NULL,
  "role" "Role" NOT NULL,
  "tokenHash" text NOT NULL,
  "invitedById" uuid,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  "expiresAt" timestamptz(3) NOT NULL,
  "acceptedAt" timestamptz(3),
  "revokedAt" timestamptz(3),
  CONSTRAINT "invitation_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "invitation_workspaceId_fkey" FOREIGN KEY ("workspaceId")
    REFERENCES "workspace" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "invitation_workspaceId_tokenHash_key" ON "invitation" ("workspaceId", "tokenHash");

CREATE TABLE "api_key" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "memberId" uuid NOT NULL,
  "name" text NOT NULL,
  -- The first characters, so that people can tell keys apart.
  "prefix" text NOT NULL,
  "keyHash" text NOT NULL,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  "lastUsedAt" timestamptz(3),
  "revokedAt" timestamptz(3),
  CONSTRAINT "api_key_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "api_key_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE UNIQUE INDEX "api_key_workspaceId_keyHash_key" ON "api_key" ("workspaceId", "keyHash");

-- The answer to a POST, which is given again to the same `Idempotency-Key`.
CREATE TABLE "idempotency_key" (
  "workspaceId" uuid NOT NULL,
  -- The caller's member id.
  "memberId" uuid NOT NULL,
  "key" text NOT NULL,
  "requestHash" text NOT NULL,
  -- Null while the first request is running.
  "status" integer,
  "body" jsonb,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("workspaceId", "memberId", "key"),
  CONSTRAINT "idempotency_key_workspaceId_fkey" FOREIGN KEY ("workspaceId")
    REFERENCES "workspace" ("id") ON DELETE CASCADE
);
CREATE INDEX "idempotency_key_createdAt_idx" ON "idempotency_key" ("createdAt");

-- How much of a quota a member used in the period that began at `startsAt`.
CREATE TABLE "quota_use" (
  "workspaceId" uuid NOT NULL,
  "quota" text NOT NULL,
  "memberId" uuid NOT NULL,
  "startsAt" timestamptz(3) NOT NULL,
  "used" integer NOT NULL,
  CONSTRAINT "quota_use_pkey" PRIMARY KEY ("workspaceId", "quota", "memberId", "startsAt"),
  CONSTRAINT "quota_use_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
) WITH (fillfactor = 50);
CREATE INDEX "quota_use_startsAt_idx" ON "quota_use" ("startsAt");

-- The networks' apps and rate limits ——————————————————————————————————————————

-- A workspace's own app at a network, used instead of the operator's. `sealed`: `AppSettings`, encrypted.
CREATE TABLE "network_app" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "network" text NOT NULL,
  "keyId" text NOT NULL,
  "sealed" bytea NOT NULL,
  "updatedAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "network_app_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "network_app_workspaceId_fkey" FOREIGN KEY ("workspaceId")
    REFERENCES "workspace" ("id") ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE UNIQUE INDEX "network_app_workspaceId_network_key" ON "network_app" ("workspaceId", "network");

-- How much of a network's rate limits is used, by all workers together.
CREATE TABLE "rate_limit_use" (
  -- `<network>:<app or channel>:<limit>`; compared, never read.
  "key" text NOT NULL,
  -- The channel or app whose limit it is; null: the operator's app.
  "ownerId" uuid,
  "used" float8 NOT NULL DEFAULT 0,
  -- The limit that the network reported; null: the one that the connector declares.
  "max" float8,
  -- When the window ends that the network reported, or when all that was used of a sliding window has expired.
  "resetAt" timestamptz(3) NOT NULL,
  "isReported" boolean NOT NULL DEFAULT false,
  -- What was used in each twentieth of a sliding window, the newest last, and when the newest began.
  "parts" float8[] NOT NULL DEFAULT '{}',
  "partAt" timestamptz(3),
  -- The network refused a call: no more calls until then.
  "closedUntil" timestamptz(3),
  CONSTRAINT "rate_limit_use_pkey" PRIMARY KEY ("key")
);

-- Channels ————————————————————————————————————————————————————————————————————

CREATE TABLE "channel" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "network" text NOT NULL,
  "externalId" text NOT NULL,
  "handle" text NOT NULL,
  "name" text NOT NULL,
  "avatarUrl" text,
  "profileUrl" text,
  "status" "ChannelStatus" NOT NULL DEFAULT 'connected',
  -- Why it is not connected: a reason of the connector contract.
  "statusReason" text,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  -- When the next pull is due; null for a channel that is not pulled.
  "nextPullAt" timestamptz(3),
  -- The pause between pulls, in milliseconds: short while the channel is active, long while it is quiet.
  "pullEveryMs" integer NOT NULL DEFAULT 5000,
  -- A worker is pulling it until then.
  "pullLeaseUntil" timestamptz(3),
  "pullLeaseId" uuid,
  "lastPullAt" timestamptz(3),
  -- The network asked us to wait until then.
  "limitedUntil" timestamptz(3),
  "failedPulls" integer NOT NULL DEFAULT 0,
  "lastErrorAt" timestamptz(3),
  "lastErrorReason" text,
  "lastErrorDetail" text,
  "backfilledAt" timestamptz(3),
  -- Item kinds that this account does not let us read, with the reason.
  "unreadableKinds" jsonb NOT NULL DEFAULT '{}',
  -- When the network's counts were last compared with ours.
  "comparedAt" timestamptz(3),
  "lastMessageAt" timestamptz(3),
  -- Milliseconds from writing to receiving, of the latest messages (at most 200).
  "recentLagsMs" integer[] DEFAULT '{}',
  -- What the account may do beyond the rule, as the network reports it (`Rights` of the connector contract).
  "rights" jsonb NOT NULL DEFAULT '{}',
  -- Whether the network still pushes this account's events; null where it does not say.
  "isSubscribed" boolean,
  -- How far back the history has been read.
  "backfillReachedAt" timestamptz(3),
  "lastWebhookAt" timestamptz(3),
  -- When the network was last asked to push this account's events.
  "subscribedAt" timestamptz(3),
  "credentialsCheckedAt" timestamptz(3),
  -- When the workspace's admins were emailed that it must be reconnected.
  "reconnectNotifiedAt" timestamptz(3),
  -- The most that its calls may cost in a month, in millionths of a US dollar; null: no limit.
  "monthlyBudgetMicros" bigint,
  -- Since when it has been unusually quiet.
  "silentSince" timestamptz(3),
  "networkAppId" uuid,
  CONSTRAINT "channel_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "channel_workspaceId_fkey" FOREIGN KEY ("workspaceId")
    REFERENCES "workspace" ("id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "channel_workspaceId_networkAppId_fkey" FOREIGN KEY ("workspaceId", "networkAppId")
    REFERENCES "network_app" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE SET NULL ("networkAppId"),
  CONSTRAINT "channel_addresses" CHECK (is_web_address("avatarUrl") AND is_web_address("profileUrl"))
);
CREATE UNIQUE INDEX "channel_workspaceId_network_externalId_key" ON "channel" ("workspaceId", "network", "externalId");
CREATE INDEX "channel_credentials_check" ON "channel" ("credentialsCheckedAt") WHERE "status" = 'connected';
CREATE INDEX "channel_account" ON "channel" ("network", "externalId");
CREATE INDEX "channel_reconnect_unnotified" ON "channel" ("id")
  WHERE "status" = 'reconnect' AND "reconnectNotifiedAt" IS NULL;
CREATE INDEX "channel_nextPullAt_idx" ON "channel" ("nextPullAt");

CREATE TABLE "channel_credential" (
  "workspaceId" uuid NOT NULL,
  "channelId" uuid NOT NULL,
  -- The key that encrypted it, so that keys can be rotated.
  "keyId" text NOT NULL,
  "sealed" bytea NOT NULL,
  "updatedAt" timestamptz(3) NOT NULL DEFAULT now(),
  "expiresAt" timestamptz(3),
  -- When they are renewed, ahead of `expiresAt`.
  "refreshAt" timestamptz(3),
  -- A worker is renewing them until then.
  "leaseId" uuid,
  "leaseUntil" timestamptz(3),
  -- How many renewals in a row failed because the network did not answer.
  "failedRenewals" integer NOT NULL DEFAULT 0,
  CONSTRAINT "channel_credential_pkey" PRIMARY KEY ("workspaceId", "channelId"),
  CONSTRAINT "channel_credential_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId")
    REFERENCES "channel" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX "credential_refresh" ON "channel_credential" ("refreshAt") WHERE "refreshAt" IS NOT NULL;

-- A member's sign-in at a network, and the accounts it found to choose from.
CREATE TABLE "connect_attempt" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "memberId" uuid NOT NULL,
  "network" text NOT NULL,
  -- The channel to reconnect; null for a new one.
  "channelId" uuid,
  "stateHash" text NOT NULL,
  -- The code verifier, then the connections with their credentials.
  "keyId" text NOT NULL,
  "sealed" bytea NOT NULL,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  "expiresAt" timestamptz(3) NOT NULL,
  "answeredAt" timestamptz(3),
  -- A reason of the connector contract, or `refused_by_member`.
  "failure" text,
  CONSTRAINT "connect_attempt_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "connect_attempt_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE UNIQUE INDEX "connect_attempt_workspaceId_stateHash_key" ON "connect_attempt" ("workspaceId", "stateHash");
CREATE INDEX "connect_attempt_expires" ON "connect_attempt" ("expiresAt");

CREATE TABLE "channel_cursor" (
  "workspaceId" uuid NOT NULL,
  "channelId" uuid NOT NULL,
  "value" jsonb NOT NULL,
  "updatedAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "channel_cursor_pkey" PRIMARY KEY ("workspaceId", "channelId"),
  CONSTRAINT "channel_cursor_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId")
    REFERENCES "channel" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);

-- A time for which messages may be missing, why, and when they were read.
CREATE TABLE "channel_gap" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "channelId" uuid NOT NULL,
  -- `reconnected`, `outage`, `webhook_lost`, `counts_differ`
  "reason" text NOT NULL,
  "fromAt" timestamptz(3) NOT NULL,
  "untilAt" timestamptz(3),
  -- The post whose counts differ.
  "postId" uuid,
  -- How many messages were found when it was filled.
  "messages" integer NOT NULL DEFAULT 0,
  "foundAt" timestamptz(3) NOT NULL DEFAULT now(),
  -- When filling it was last attempted.
  "triedAt" timestamptz(3),
  "filledAt" timestamptz(3),
  CONSTRAINT "channel_gap_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "channel_gap_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId")
    REFERENCES "channel" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE UNIQUE INDEX "channel_gap_open" ON "channel_gap" ("workspaceId", "channelId", "reason", coalesce("postId", '00000000-0000-0000-0000-000000000000'::uuid))
  WHERE "filledAt" IS NULL;
CREATE INDEX "channel_gap_latest" ON "channel_gap" ("workspaceId", "channelId", "foundAt");

-- The cost of a channel's calls, in millionths of a US dollar, by calendar month (UTC).
CREATE TABLE "channel_spend" (
  "workspaceId" uuid NOT NULL,
  "channelId" uuid NOT NULL,
  "month" date NOT NULL,
  "micros" bigint NOT NULL,
  CONSTRAINT "channel_spend_pkey" PRIMARY KEY ("workspaceId", "channelId", "month"),
  CONSTRAINT "channel_spend_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId")
    REFERENCES "channel" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);

-- Contacts ————————————————————————————————————————————————————————————————————

CREATE TABLE "contact" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "name" text NOT NULL,
  "avatarUrl" text,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "contact_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "contact_workspaceId_fkey" FOREIGN KEY ("workspaceId")
    REFERENCES "workspace" ("id") ON DELETE CASCADE,
  CONSTRAINT "contact_addresses" CHECK (is_web_address("avatarUrl"))
);

CREATE TABLE "identity" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "contactId" uuid NOT NULL,
  "network" text NOT NULL,
  "externalId" text NOT NULL,
  "handle" text NOT NULL,
  "name" text NOT NULL,
  "avatarUrl" text,
  "profileUrl" text,
  -- When its name and picture were last read.
  "readAt" timestamptz(3) NOT NULL DEFAULT now(),
  "erasedAt" timestamptz(3),
  CONSTRAINT "identity_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "identity_workspaceId_contactId_fkey" FOREIGN KEY ("workspaceId", "contactId")
    REFERENCES "contact" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "identity_addresses" CHECK (is_web_address("avatarUrl") AND is_web_address("profileUrl"))
);
CREATE UNIQUE INDEX "identity_workspaceId_network_externalId_key" ON "identity" ("workspaceId", "network", "externalId");
CREATE INDEX "identity_to_erase" ON "identity" ("workspaceId", "network", "readAt") WHERE "erasedAt" IS NULL;
CREATE INDEX "identity_workspaceId_contactId_idx" ON "identity" ("workspaceId", "contactId");

-- Posts ———————————————————————————————————————————————————————————————————————

CREATE TABLE "post" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "channelId" uuid NOT NULL,
  "externalId" text NOT NULL,
  "authorName" text NOT NULL,
  "authorHandle" text NOT NULL,
  "authorAvatarUrl" text,
  "isOwn" boolean NOT NULL,
  -- `ad`, `story`, `video`, `live`, `place`
  "variant" text,
  "text" text NOT NULL,
  "url" text,
  "attachments" jsonb NOT NULL DEFAULT '[]',
  "counts" jsonb NOT NULL DEFAULT '{}',
  "createdAt" timestamptz(3) NOT NULL,
  "deletedAt" timestamptz(3),
  -- For a post of the brand inside a thread: the first post of the thread.
  "rootExternalId" text,
  -- How many replies the network reported when last asked, and how many were stored then.
  "reportedReplies" integer,
  "storedReplies" integer,
  "comparedAt" timestamptz(3),
  CONSTRAINT "post_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "post_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId")
    REFERENCES "channel" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "post_addresses" CHECK (is_web_address("url") AND is_web_address("authorAvatarUrl"))
);
CREATE UNIQUE INDEX "post_workspaceId_channelId_externalId_key" ON "post" ("workspaceId", "channelId", "externalId");
CREATE INDEX "post_workspaceId_channelId_createdAt_idx" ON "post" ("workspaceId", "channelId", "createdAt");

-- Items ———————————————————————————————————————————————————————————————————————

CREATE TABLE "item" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "channelId" uuid NOT NULL,
  "network" text NOT NULL,
  "kind" "ItemKind" NOT NULL,
  -- Unique for one piece of work within the channel; compared, never split.
  "threadKey" text NOT NULL,
  -- The network's id of the thread, conversation or review.
  "threadExternalId" text NOT NULL,
  "contactId" uuid NOT NULL,
  "postId" uuid,
  "status" "ItemStatus" NOT NULL DEFAULT 'open',
  "ownerId" uuid,
  -- When the claim lapses; null with an owner: assigned, with no end.
  "claimedUntil" timestamptz(3),
  -- 0 none, 1 low, 2 normal, 3 high, 4 urgent
  "priority" smallint NOT NULL DEFAULT 0,
  "preview" text NOT NULL DEFAULT '',
  "previewDirection" "Direction" NOT NULL DEFAULT 'inbound',
  "variant" text,
  "rating" smallint,
  "language" text,
  "messageCount" integer NOT NULL DEFAULT 0,
  "hasAttachments" boolean NOT NULL DEFAULT false,
  "editedAt" timestamptz(3),
  "deletedAt" timestamptz(3),
  -- A reply or another action failed and no member has dealt with it yet.
  "sendFailed" boolean NOT NULL DEFAULT false,
  "replyDeadline" timestamptz(3),
  "snoozedUntil" timestamptz(3),
  "firstMessageAt" timestamptz(3) NOT NULL,
  "lastInboundAt" timestamptz(3) NOT NULL,
  "lastActivityAt" timestamptz(3) NOT NULL,
  "firstReplyAt" timestamptz(3),
  "resolvedAt" timestamptz(3),
  -- Raised by every change, so that a browser knows whether its copy is current.
  "version" integer NOT NULL DEFAULT 1,
  "kindCode" smallint NOT NULL GENERATED ALWAYS AS (
    CASE "kind" WHEN 'comment' THEN 1 WHEN 'mention' THEN 2 WHEN 'message' THEN 3 ELSE 4 END) STORED,
  "statusCode" smallint NOT NULL GENERATED ALWAYS AS (
    CASE "status" WHEN 'open' THEN 1 WHEN 'waiting' THEN 2 WHEN 'snoozed' THEN 3 WHEN 'resolved' THEN 4 ELSE 5 END) STORED,
  CONSTRAINT "item_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "item_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId")
    REFERENCES "channel" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "item_workspaceId_contactId_fkey" FOREIGN KEY ("workspaceId", "contactId")
    REFERENCES "contact" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT "item_workspaceId_ownerId_fkey" FOREIGN KEY ("workspaceId", "ownerId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT "item_workspaceId_postId_fkey" FOREIGN KEY ("workspaceId", "postId")
    REFERENCES "post" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "item_workspaceId_channelId_threadKey_key" ON "item" ("workspaceId", "channelId", "threadKey");
-- Under row-level security a condition reaches an index only when its operator is leakproof, and comparing enums is not:
-- the lists' indexes use `statusCode` and `kindCode`. One index for each filter, in its list's order; the columns after
-- `id` let filters that are combined with it be decided inside the index.
CREATE INDEX "item_by_channel" ON "item" ("workspaceId", "channelId", "statusCode", "lastActivityAt", "id", "kindCode", "ownerId");
CREATE INDEX "item_by_kind" ON "item" ("workspaceId", "kindCode", "statusCode", "lastActivityAt", "id");
CREATE INDEX "item_by_network" ON "item" ("workspaceId", "network", "statusCode", "lastActivityAt", "id", "kindCode");
CREATE INDEX "item_by_owner" ON "item" ("workspaceId", "ownerId", "statusCode", "lastActivityAt", "id")
  WHERE "ownerId" IS NOT NULL;
CREATE INDEX "item_by_priority" ON "item" ("workspaceId", "statusCode", "priority", "lastActivityAt", "id", "kindCode", "channelId");
CREATE INDEX "item_by_status" ON "item" ("workspaceId", "statusCode", "lastActivityAt", "id", "kindCode", "channelId");
-- Lapsed claims are released on open items alone: without that condition every resolved item would be read each time.
CREATE INDEX "item_claimed_until" ON "item" ("claimedUntil") WHERE "claimedUntil" IS NOT NULL AND "status" = 'open';
CREATE INDEX "item_expiring" ON "item" ("workspaceId", "statusCode", "replyDeadline", "id")
  WHERE "replyDeadline" IS NOT NULL;
CREATE INDEX "item_failed" ON "item" ("workspaceId", "lastActivityAt", "id") WHERE "sendFailed";
CREATE INDEX "item_snoozed_until" ON "item" ("snoozedUntil") WHERE "status" = 'snoozed';
CREATE INDEX "item_unassigned" ON "item" ("workspaceId", "statusCode", "lastActivityAt", "id", "kindCode", "channelId")
  WHERE "ownerId" IS NULL;
CREATE INDEX "item_workspaceId_contactId_lastActivityAt_id_idx" ON "item" ("workspaceId", "contactId", "lastActivityAt", "id");
CREATE INDEX "item_workspaceId_postId_idx" ON "item" ("workspaceId", "postId") WHERE "postId" IS NOT NULL;

-- Who works on an item besides its owner. `status` and `lastActivityAt` as on item_tag.
CREATE TABLE "item_contributor" (
  "workspaceId" uuid NOT NULL,
  "itemId" uuid NOT NULL,
  "memberId" uuid NOT NULL,
  "status" "ItemStatus" NOT NULL,
  "lastActivityAt" timestamptz(3) NOT NULL,
  "statusCode" smallint NOT NULL GENERATED ALWAYS AS (
    CASE "status" WHEN 'open' THEN 1 WHEN 'waiting' THEN 2 WHEN 'snoozed' THEN 3 WHEN 'resolved' THEN 4 ELSE 5 END) STORED,
  CONSTRAINT "item_contributor_pkey" PRIMARY KEY ("workspaceId", "itemId", "memberId"),
  CONSTRAINT "item_contributor_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId")
    REFERENCES "item" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "item_contributor_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX "item_contributor_order" ON "item_contributor" ("workspaceId", "memberId", "statusCode", "lastActivityAt", "itemId");

-- Up to when a member has read an item.
CREATE TABLE "item_read" (
  "workspaceId" uuid NOT NULL,
  "memberId" uuid NOT NULL,
  "itemId" uuid NOT NULL,
  "readAt" timestamptz(3) NOT NULL,
  CONSTRAINT "item_read_pkey" PRIMARY KEY ("workspaceId", "memberId", "itemId"),
  CONSTRAINT "item_read_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId")
    REFERENCES "item" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX "item_read_workspaceId_itemId_idx" ON "item_read" ("workspaceId", "itemId");

CREATE TABLE "note" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "itemId" uuid NOT NULL,
  "memberId" uuid NOT NULL,
  "text" text NOT NULL,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  "deletedAt" timestamptz(3),
  CONSTRAINT "note_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "note_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId")
    REFERENCES "item" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "note_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE RESTRICT
);
CREATE INDEX "note_workspaceId_itemId_createdAt_idx" ON "note" ("workspaceId", "itemId", "createdAt");

-- Tags ————————————————————————————————————————————————————————————————————————

CREATE TABLE "tag" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "name" text NOT NULL,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "tag_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "tag_workspaceId_fkey" FOREIGN KEY ("workspaceId")
    REFERENCES "workspace" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "tag_workspaceId_name_key" ON "tag" ("workspaceId", lower("name"));

-- `status` and `lastActivityAt` are copies that the item's trigger writes, so that a tag's list is one index range.
CREATE TABLE "item_tag" (
  "workspaceId" uuid NOT NULL,
  "itemId" uuid NOT NULL,
  "tagId" uuid NOT NULL,
  "status" "ItemStatus" NOT NULL,
  "lastActivityAt" timestamptz(3) NOT NULL,
  "statusCode" smallint NOT NULL GENERATED ALWAYS AS (
    CASE "status" WHEN 'open' THEN 1 WHEN 'waiting' THEN 2 WHEN 'snoozed' THEN 3 WHEN 'resolved' THEN 4 ELSE 5 END) STORED,
  CONSTRAINT "item_tag_pkey" PRIMARY KEY ("workspaceId", "itemId", "tagId"),
  CONSTRAINT "item_tag_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId")
    REFERENCES "item" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "item_tag_workspaceId_tagId_fkey" FOREIGN KEY ("workspaceId", "tagId")
    REFERENCES "tag" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX "item_tag_order" ON "item_tag" ("workspaceId", "tagId", "statusCode", "lastActivityAt", "itemId");

-- Saved views —————————————————————————————————————————————————————————————————

CREATE TABLE "saved_view" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  -- Null: shared with the workspace.
  "memberId" uuid,
  "name" text NOT NULL,
  "filter" jsonb NOT NULL,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "saved_view_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "saved_view_workspaceId_fkey" FOREIGN KEY ("workspaceId")
    REFERENCES "workspace" ("id") ON DELETE CASCADE
);
CREATE INDEX "saved_view_owner" ON "saved_view" ("workspaceId", "memberId");

-- Messages ————————————————————————————————————————————————————————————————————

CREATE TABLE "message" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "itemId" uuid NOT NULL,
  "channelId" uuid NOT NULL,
  "direction" "Direction" NOT NULL,
  "isPrivate" boolean NOT NULL DEFAULT false,
  "externalId" text,
  "parentExternalId" text,
  -- Who wrote it on the network; null for a reply written in Parvis.
  "identityId" uuid,
  -- The member who wrote it in Parvis.
  "memberId" uuid,
  "text" text NOT NULL,
  "url" text,
  "language" text,
  "rating" smallint,
  "variant" text,
  -- The network's own references that an action needs.
  "reference" jsonb NOT NULL DEFAULT '{}',
  "hidden" boolean NOT NULL DEFAULT false,
  "liked" boolean NOT NULL DEFAULT false,
  -- The network took it from us and then decided not to publish it.
  "isRejected" boolean NOT NULL DEFAULT false,
  -- When its author edited it, as the network says.
  "editedAt" timestamptz(3),
  -- When we stored a new text for it: whoever wrote an answer before has not read that text.
  "textChangedAt" timestamptz(3),
  "deletedAt" timestamptz(3),
  "createdAt" timestamptz(3) NOT NULL,
  "receivedAt" timestamptz(3) NOT NULL DEFAULT now(),
  -- When its text and media were erased, as the network's terms or a person require.
  "erasedAt" timestamptz(3),
  -- When it was last read at the network; null where the network's terms require no rechecks.
  "checkedAt" timestamptz(3),
  -- The length of the original text where it was cut, in characters; null for a whole text.
  "cutFrom" integer,
  CONSTRAINT "message_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "message_workspaceId_identityId_fkey" FOREIGN KEY ("workspaceId", "identityId")
    REFERENCES "identity" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT "message_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId")
    REFERENCES "item" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "message_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT "message_addresses" CHECK (is_web_address("url"))
);
CREATE UNIQUE INDEX "message_workspaceId_channelId_externalId_key" ON "message" ("workspaceId", "channelId", "externalId");
CREATE INDEX "message_identity" ON "message" ("workspaceId", "identityId") WHERE "identityId" IS NOT NULL;
-- Messages that the networks' terms require to be read again, or erased.
CREATE INDEX "message_to_check" ON "message" ("workspaceId", "channelId", "checkedAt")
  WHERE "checkedAt" IS NOT NULL AND "erasedAt" IS NULL;
CREATE INDEX "message_to_erase" ON "message" ("workspaceId", "channelId")
  WHERE "deletedAt" IS NOT NULL AND "erasedAt" IS NULL;
CREATE INDEX "message_workspaceId_createdAt_id_idx" ON "message" ("workspaceId", "createdAt", "id");
CREATE INDEX "message_workspaceId_itemId_createdAt_id_idx" ON "message" ("workspaceId", "itemId", "createdAt", "id");

-- An earlier text of a message that its author edited.
CREATE TABLE "message_version" (
  "workspaceId" uuid NOT NULL,
  "messageId" uuid NOT NULL,
  -- When this text was replaced.
  "replacedAt" timestamptz(3) NOT NULL,
  "text" text NOT NULL,
  CONSTRAINT "message_version_pkey" PRIMARY KEY ("workspaceId", "messageId", "replacedAt"),
  CONSTRAINT "message_version_workspaceId_messageId_fkey" FOREIGN KEY ("workspaceId", "messageId")
    REFERENCES "message" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);

CREATE TABLE "attachment" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  -- Null while the reply is being written.
  "messageId" uuid,
  "position" integer NOT NULL DEFAULT 0,
  "kind" "AttachmentKind" NOT NULL,
  -- Its address at the network; null for an upload.
  "url" text,
  "previewUrl" text,
  "altText" text NOT NULL DEFAULT '',
  "mimeType" text,
  "title" text,
  "width" integer,
  "height" integer,
  -- Must not be stored longer than the network shows it.
  "isEphemeral" boolean NOT NULL DEFAULT false,
  -- An upload's bytes.
  "bytes" bytea,
  -- The member who uploaded it; null for an attachment from a network.
  "uploaderId" uuid,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "attachment_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "attachment_workspaceId_messageId_fkey" FOREIGN KEY ("workspaceId", "messageId")
    REFERENCES "message" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "attachment_addresses" CHECK (is_web_address("url") AND is_web_address("previewUrl"))
);
CREATE INDEX "attachment_waiting" ON "attachment" ("workspaceId", "uploaderId") WHERE "messageId" IS NULL;
CREATE INDEX "attachment_workspaceId_messageId_idx" ON "attachment" ("workspaceId", "messageId");

-- A deletion that arrived before its message.
CREATE TABLE "tombstone" (
  "workspaceId" uuid NOT NULL,
  "channelId" uuid NOT NULL,
  "externalId" text NOT NULL,
  "deletedAt" timestamptz(3) NOT NULL,
  CONSTRAINT "tombstone_pkey" PRIMARY KEY ("workspaceId", "channelId", "externalId"),
  CONSTRAINT "tombstone_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId")
    REFERENCES "channel" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);

-- Actions —————————————————————————————————————————————————————————————————————

CREATE TABLE "action" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "itemId" uuid NOT NULL,
  "channelId" uuid NOT NULL,
  "kind" "ActionKind" NOT NULL,
  "state" "ActionState" NOT NULL DEFAULT 'queued',
  -- The message acted upon or answered.
  "targetId" uuid NOT NULL,
  -- The outbound message that carries a reply's text.
  "messageId" uuid,
  "memberId" uuid,
  -- The keys by which the network recognises a repeated attempt; the connector's `prepare` makes them.
  "networkKeys" jsonb NOT NULL DEFAULT '{}',
  -- What the connector stored between its steps, for the next attempt.
  "progress" jsonb NOT NULL DEFAULT '{}',
  -- Messages that it is known to have sent although its end is not recorded.
  "sentExternalIds" text[] NOT NULL DEFAULT '{}',
  -- The network's answer where it could not be recorded as the action's end (`Receipt` of the connector contract).
  "receipt" jsonb,
  -- When a member last asked to send it again, having read what it answers.
  "confirmedAt" timestamptz(3),
  -- The action that this one takes back.
  "undoOfId" uuid,
  -- The item's status before a reply; the item gets it back when the reply is cancelled or fails.
  "statusBefore" "ItemStatus",
  "dueAt" timestamptz(3) NOT NULL,
  "attempts" integer NOT NULL DEFAULT 0,
  "attemptId" uuid,
  -- How an attempt ended is unknown: look on the network before sending again.
  "lookFirst" boolean NOT NULL DEFAULT false,
  -- The current attempt counts as lost after this.
  "leaseUntil" timestamptz(3),
  "externalId" text,
  "url" text,
  -- What the network needs in order to take it back.
  "undo" jsonb,
  "errorKind" text,
  "errorReason" text,
  "errorDetail" text,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  "finishedAt" timestamptz(3),
  CONSTRAINT "action_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "action_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId")
    REFERENCES "item" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "action_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT "action_workspaceId_messageId_fkey" FOREIGN KEY ("workspaceId", "messageId")
    REFERENCES "message" ("workspaceId", "id") ON DELETE CASCADE,
  CONSTRAINT "action_workspaceId_targetId_fkey" FOREIGN KEY ("workspaceId", "targetId")
    REFERENCES "message" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "action_workspaceId_undoOfId_fkey" FOREIGN KEY ("workspaceId", "undoOfId")
    REFERENCES "action" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE SET NULL ("undoOfId"),
  CONSTRAINT "action_addresses" CHECK (is_web_address("url"))
);
CREATE UNIQUE INDEX "action_of_message" ON "action" ("workspaceId", "messageId") WHERE "messageId" IS NOT NULL;
CREATE INDEX "action_due" ON "action" ("dueAt") WHERE "state" = 'queued';
CREATE INDEX "action_sending" ON "action" ("leaseUntil") WHERE "state" = 'sending';
CREATE INDEX "action_undo_of" ON "action" ("workspaceId", "undoOfId") WHERE "undoOfId" IS NOT NULL;
CREATE INDEX "action_workspaceId_itemId_createdAt_idx" ON "action" ("workspaceId", "itemId", "createdAt");

-- History —————————————————————————————————————————————————————————————————————

-- What happened to an item; never deleted. Partitioned by month.
CREATE TABLE "item_history" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "itemId" uuid NOT NULL,
  "memberId" uuid,
  -- `member`, `system` or `contact`
  "actor" text NOT NULL,
  "act" text NOT NULL,
  -- The changed fields before the act, for the undo to restore.
  "before" jsonb,
  -- The fields after the act that must still be the same for an undo.
  "after" jsonb,
  -- The same for all items of a bulk act.
  "batchId" uuid,
  -- The entry that an `undone` takes back.
  "undoesId" uuid,
  -- The note that was written or deleted.
  "noteId" uuid,
  "details" jsonb NOT NULL DEFAULT '{}',
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "item_history_pkey" PRIMARY KEY ("workspaceId", "id", "createdAt"),
  CONSTRAINT "item_history_workspaceId_fkey" FOREIGN KEY ("workspaceId")
    REFERENCES "workspace" ("id") ON DELETE CASCADE
) PARTITION BY RANGE ("createdAt");
-- Takes the rows of a month that has no partition.
CREATE TABLE "item_history_default" PARTITION OF "item_history" DEFAULT;
CREATE INDEX "item_history_batch" ON "item_history" ("workspaceId", "batchId", "id") WHERE "batchId" IS NOT NULL;
CREATE INDEX "item_history_workspaceId_itemId_createdAt_idx" ON "item_history" ("workspaceId", "itemId", "createdAt");

-- Counters ————————————————————————————————————————————————————————————————————

-- Changes not yet added to the counters. Writers only append, so they never wait for each other.
CREATE TABLE "item_counter_delta" (
  "workspaceId" uuid NOT NULL,
  "id" bigserial NOT NULL,
  "status" "ItemStatus" NOT NULL,
  "ownerKey" uuid NOT NULL,
  "channelId" uuid NOT NULL,
  "kind" "ItemKind" NOT NULL,
  "items" integer NOT NULL,
  "failed" integer NOT NULL,
  CONSTRAINT "item_counter_delta_pkey" PRIMARY KEY ("workspaceId", "id")
);

-- Exact numbers of items: the sums of the deltas.
CREATE TABLE "item_counter" (
  "workspaceId" uuid NOT NULL,
  "status" "ItemStatus" NOT NULL,
  -- The owner's id, or the nil UUID for an unassigned item.
  "ownerKey" uuid NOT NULL,
  "channelId" uuid NOT NULL,
  "kind" "ItemKind" NOT NULL,
  "items" bigint NOT NULL,
  "failed" bigint NOT NULL,
  CONSTRAINT "item_counter_pkey" PRIMARY KEY ("workspaceId", "status", "ownerKey", "channelId", "kind"),
  CONSTRAINT "item_counter_workspaceId_fkey" FOREIGN KEY ("workspaceId")
    REFERENCES "workspace" ("id") ON DELETE CASCADE
);

-- The numbers beside the views: by `status` over all items; by `owner`, `channel` and `kind` over the open ones.
CREATE TABLE "item_count" (
  "workspaceId" uuid NOT NULL,
  "dimension" text NOT NULL,
  "key" text NOT NULL,
  "items" bigint NOT NULL,
  "failed" bigint NOT NULL,
  CONSTRAINT "item_count_pkey" PRIMARY KEY ("workspaceId", "dimension", "key"),
  CONSTRAINT "item_count_workspaceId_fkey" FOREIGN KEY ("workspaceId")
    REFERENCES "workspace" ("id") ON DELETE CASCADE
);

-- Webhook deliveries ——————————————————————————————————————————————————————————

-- A webhook as the network sent it. Partitioned by month.
CREATE TABLE "webhook_delivery" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "channelId" uuid NOT NULL,
  "network" text NOT NULL,
  "headers" jsonb NOT NULL,
  "body" text NOT NULL,
  "state" "DeliveryState" NOT NULL DEFAULT 'received',
  "attempts" integer NOT NULL DEFAULT 0,
  "error" text,
  "receivedAt" timestamptz(3) NOT NULL DEFAULT now(),
  -- When it may be processed again; null: at once.
  "nextAt" timestamptz(3),
  "processedAt" timestamptz(3),
  CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("workspaceId", "id", "receivedAt"),
  CONSTRAINT "webhook_delivery_workspaceId_fkey" FOREIGN KEY ("workspaceId")
    REFERENCES "workspace" ("id") ON DELETE CASCADE
) PARTITION BY RANGE ("receivedAt");
CREATE TABLE "webhook_delivery_default" PARTITION OF "webhook_delivery" DEFAULT;
CREATE INDEX "delivery_of_channel" ON "webhook_delivery" ("workspaceId", "channelId", "receivedAt", "id");
-- Failed and unreadable ones: few, and counted on the channel's page.
CREATE INDEX "delivery_troubled_of_channel" ON "webhook_delivery" ("workspaceId", "channelId", "state")
  WHERE "state" NOT IN ('received', 'processed');
CREATE INDEX "delivery_waiting" ON "webhook_delivery" ("receivedAt") WHERE "state" = 'received';
CREATE INDEX "delivery_waiting_of_channel" ON "webhook_delivery" ("workspaceId", "channelId", "receivedAt", "id")
  WHERE "state" = 'received';

-- A genuine delivery that names no account of ours, or that could not be read far enough to know its account.
CREATE TABLE "unrouted_delivery" (
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "network" text NOT NULL,
  "headers" jsonb NOT NULL,
  "body" text NOT NULL,
  "reason" text NOT NULL,
  -- The workspace's own app that it came through: it may only concern that workspace's channels.
  "networkAppId" uuid,
  "receivedAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "unrouted_delivery_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "unrouted_delivery_latest" ON "unrouted_delivery" ("receivedAt");

-- An event that a network reported and that could not be stored.
CREATE TABLE "rejected_event" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "channelId" uuid NOT NULL,
  -- A hash of its type and id, or of the whole event where it has no id.
  "fingerprint" text NOT NULL,
  "type" text NOT NULL,
  "externalId" text,
  -- `bad_id`, `malformed`, `not_storable`
  "reason" text NOT NULL,
  "detail" text,
  -- As JSON, cut where it is long; empty once it is erased.
  "event" text NOT NULL,
  "seen" integer NOT NULL DEFAULT 1,
  "firstSeenAt" timestamptz(3) NOT NULL DEFAULT now(),
  "lastSeenAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "rejected_event_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "rejected_event_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId")
    REFERENCES "channel" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE UNIQUE INDEX "rejected_event_once" ON "rejected_event" ("workspaceId", "channelId", "fingerprint");
CREATE INDEX "rejected_event_age" ON "rejected_event" ("lastSeenAt");
CREATE INDEX "rejected_event_latest" ON "rejected_event" ("workspaceId", "channelId", "lastSeenAt");

-- Search ——————————————————————————————————————————————————————————————————————

-- The words of the workspace's messages, so that a mistyped word finds similar ones.
CREATE TABLE "search_word" (
  "workspaceId" uuid NOT NULL,
  "word" text NOT NULL,
  -- About how many messages contain it.
  "messages" integer NOT NULL,
  CONSTRAINT "search_word_pkey" PRIMARY KEY ("workspaceId", "word"),
  CONSTRAINT "search_word_workspaceId_fkey" FOREIGN KEY ("workspaceId")
    REFERENCES "workspace" ("id") ON DELETE CASCADE
);

-- How far the words of the workspace's messages are counted.
CREATE TABLE "search_progress" (
  "workspaceId" uuid NOT NULL,
  "lastMessageId" uuid,
  -- How many messages are counted.
  "messages" bigint NOT NULL DEFAULT 0,
  CONSTRAINT "search_progress_pkey" PRIMARY KEY ("workspaceId"),
  CONSTRAINT "search_progress_workspaceId_fkey" FOREIGN KEY ("workspaceId")
    REFERENCES "workspace" ("id") ON DELETE CASCADE
);

-- Live events —————————————————————————————————————————————————————————————————

-- What open browsers are notified of; read in the order of commits.
CREATE TABLE "realtime_event" (
  "workspaceId" uuid NOT NULL,
  -- The writing transaction: ids alone are not in the order of commits.
  "xid" bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint,
  "id" bigserial NOT NULL,
  "kind" text NOT NULL,
  "ids" uuid[],
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "realtime_event_pkey" PRIMARY KEY ("workspaceId", "xid", "id")
);
CREATE INDEX "realtime_event_createdAt_idx" ON "realtime_event" ("createdAt");

-- Who is looking at or writing in which item now.
CREATE UNLOGGED TABLE "presence" (
  "workspaceId" uuid NOT NULL,
  "memberId" uuid NOT NULL,
  "itemId" uuid NOT NULL,
  "isWriting" boolean NOT NULL DEFAULT false,
  "seenAt" timestamptz(3) NOT NULL,
  CONSTRAINT "presence_pkey" PRIMARY KEY ("workspaceId", "memberId", "itemId"),
  CONSTRAINT "presence_workspaceId_fkey" FOREIGN KEY ("workspaceId")
    REFERENCES "workspace" ("id") ON DELETE CASCADE
);
CREATE INDEX "presence_workspaceId_itemId_idx" ON "presence" ("workspaceId", "itemId");

-- A live stream that is open now. Unlogged: its process renews it, or it has ended.
CREATE UNLOGGED TABLE "live_stream" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "memberId" uuid NOT NULL,
  "seenAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "live_stream_pkey" PRIMARY KEY ("workspaceId", "id")
);

-- Erasure —————————————————————————————————————————————————————————————————————

-- A person's request to be erased, passed on by a network.
CREATE TABLE "erasure_request" (
  "code" text NOT NULL,
  "network" text NOT NULL,
  "externalIds" text[] NOT NULL,
  "requestedAt" timestamptz(3) NOT NULL DEFAULT now(),
  "doneAt" timestamptz(3),
  CONSTRAINT "erasure_request_pkey" PRIMARY KEY ("code")
);
CREATE INDEX "erasure_request_open" ON "erasure_request" ("requestedAt") WHERE "doneAt" IS NULL;

-- Workers —————————————————————————————————————————————————————————————————————

-- The worker processes that are alive.
CREATE UNLOGGED TABLE "worker_heartbeat" (
  "id" uuid NOT NULL,
  "at" timestamptz(3) NOT NULL,
  CONSTRAINT "worker_heartbeat_pkey" PRIMARY KEY ("id")
);
