-- Extensions ————————————————————————————————————————————————————————————————
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

-- Words without accents and without a language: one index serves French and English alike.
CREATE TEXT SEARCH CONFIGURATION parvis (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION parvis
  ALTER MAPPING FOR hword, hword_part, word, asciiword, asciihword, hword_asciipart, numword, numhword, hword_numpart
  WITH unaccent, simple;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('admin', 'lead', 'manager', 'client');

-- CreateEnum
CREATE TYPE "ItemKind" AS ENUM ('comment', 'mention', 'message', 'review');

-- CreateEnum
CREATE TYPE "ItemStatus" AS ENUM ('open', 'waiting', 'snoozed', 'resolved', 'ignored');

-- CreateEnum
CREATE TYPE "Direction" AS ENUM ('inbound', 'outbound');

-- CreateEnum
CREATE TYPE "MessageState" AS ENUM ('received', 'queued', 'sending', 'sent', 'failed', 'unconfirmed');

-- CreateEnum
CREATE TYPE "ActionKind" AS ENUM ('reply', 'private_reply', 'hide', 'unhide', 'delete', 'like', 'unlike', 'block', 'unblock', 'mute', 'unmute', 'mark_read');

-- CreateEnum
CREATE TYPE "ActionState" AS ENUM ('queued', 'sending', 'done', 'failed', 'unconfirmed', 'cancelled');

-- CreateEnum
CREATE TYPE "ChannelStatus" AS ENUM ('connected', 'reconnect', 'paused', 'disconnected');

-- CreateEnum
CREATE TYPE "AttachmentKind" AS ENUM ('image', 'video', 'audio', 'file', 'link');

-- CreateEnum
CREATE TYPE "DeliveryState" AS ENUM ('received', 'processed', 'failed');

-- CreateTable
CREATE TABLE "organization" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT,
    "emailVerifiedAt" TIMESTAMPTZ(3),
    "language" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "userId" UUID NOT NULL,
    "userAgent" TEXT NOT NULL,
    "ipAddress" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "email_token" (
    "tokenHash" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "email_token_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateTable
CREATE TABLE "throttle" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "resetAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "throttle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "workspace" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "organizationId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "hue" INTEGER NOT NULL DEFAULT 255,
    "timeZone" TEXT NOT NULL DEFAULT 'Europe/Paris',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "userId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "member_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "email" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "invitedById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "memberId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "keyHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "memberId" UUID,
    "act" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "workspaceId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "requestHash" TEXT NOT NULL,
    "status" INTEGER,
    "body" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("workspaceId","memberId","key")
);

-- CreateTable
CREATE TABLE "channel" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "network" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "avatarUrl" TEXT,
    "profileUrl" TEXT,
    "status" "ChannelStatus" NOT NULL DEFAULT 'connected',
    "statusReason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "nextPullAt" TIMESTAMPTZ(3),
    "pullEveryMs" INTEGER NOT NULL DEFAULT 5000,
    "pullLeaseUntil" TIMESTAMPTZ(3),
    "pullLeaseId" UUID,
    "lastPullAt" TIMESTAMPTZ(3),
    "limitedUntil" TIMESTAMPTZ(3),
    "failedPulls" INTEGER NOT NULL DEFAULT 0,
    "lastErrorAt" TIMESTAMPTZ(3),
    "lastErrorReason" TEXT,
    "lastErrorDetail" TEXT,
    "backfilledAt" TIMESTAMPTZ(3),
    "lastMessageAt" TIMESTAMPTZ(3),
    "recentLagsMs" INTEGER[] DEFAULT ARRAY[]::INTEGER[],

    CONSTRAINT "channel_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "channel_credential" (
    "workspaceId" UUID NOT NULL,
    "channelId" UUID NOT NULL,
    "keyId" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "channel_credential_pkey" PRIMARY KEY ("workspaceId","channelId")
);

-- CreateTable
CREATE TABLE "channel_cursor" (
    "workspaceId" UUID NOT NULL,
    "channelId" UUID NOT NULL,
    "value" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "channel_cursor_pkey" PRIMARY KEY ("workspaceId","channelId")
);

-- CreateTable
CREATE TABLE "contact" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "name" TEXT NOT NULL,
    "avatarUrl" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contact_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "identity" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "contactId" UUID NOT NULL,
    "network" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "avatarUrl" TEXT,
    "profileUrl" TEXT,

    CONSTRAINT "identity_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "post" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "channelId" UUID NOT NULL,
    "externalId" TEXT NOT NULL,
    "authorName" TEXT NOT NULL,
    "authorHandle" TEXT NOT NULL,
    "authorAvatarUrl" TEXT,
    "isOwn" BOOLEAN NOT NULL,
    "text" TEXT NOT NULL,
    "url" TEXT,
    "attachments" JSONB NOT NULL DEFAULT '[]',
    "counts" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),
    "reportedReplies" INTEGER,
    "heldReplies" INTEGER,
    "comparedAt" TIMESTAMPTZ(3),

    CONSTRAINT "post_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "item" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "channelId" UUID NOT NULL,
    "network" TEXT NOT NULL,
    "kind" "ItemKind" NOT NULL,
    "threadKey" TEXT NOT NULL,
    "contactId" UUID NOT NULL,
    "postId" UUID,
    "status" "ItemStatus" NOT NULL DEFAULT 'open',
    "ownerId" UUID,
    "claimedUntil" TIMESTAMPTZ(3),
    "priority" SMALLINT NOT NULL DEFAULT 0,
    "preview" TEXT NOT NULL DEFAULT '',
    "previewDirection" "Direction" NOT NULL DEFAULT 'inbound',
    "variant" TEXT,
    "rating" SMALLINT,
    "language" TEXT,
    "messageCount" INTEGER NOT NULL DEFAULT 0,
    "hasAttachments" BOOLEAN NOT NULL DEFAULT false,
    "editedAt" TIMESTAMPTZ(3),
    "deletedAt" TIMESTAMPTZ(3),
    "sendFailed" BOOLEAN NOT NULL DEFAULT false,
    "replyDeadline" TIMESTAMPTZ(3),
    "snoozedUntil" TIMESTAMPTZ(3),
    "firstMessageAt" TIMESTAMPTZ(3) NOT NULL,
    "lastInboundAt" TIMESTAMPTZ(3) NOT NULL,
    "lastActivityAt" TIMESTAMPTZ(3) NOT NULL,
    "firstReplyAt" TIMESTAMPTZ(3),
    "resolvedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "item_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "message" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "itemId" UUID NOT NULL,
    "channelId" UUID NOT NULL,
    "direction" "Direction" NOT NULL,
    "state" "MessageState" NOT NULL DEFAULT 'received',
    "isPrivate" BOOLEAN NOT NULL DEFAULT false,
    "externalId" TEXT,
    "parentExternalId" TEXT,
    "identityId" UUID,
    "memberId" UUID,
    "text" TEXT NOT NULL,
    "url" TEXT,
    "language" TEXT,
    "rating" SMALLINT,
    "variant" TEXT,
    "reference" JSONB NOT NULL DEFAULT '{}',
    "hidden" BOOLEAN NOT NULL DEFAULT false,
    "liked" BOOLEAN NOT NULL DEFAULT false,
    "editedAt" TIMESTAMPTZ(3),
    "deletedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "search" tsvector GENERATED ALWAYS AS (to_tsvector('parvis', "text")) STORED,

    CONSTRAINT "message_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "message_version" (
    "workspaceId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "replacedAt" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "message_version_pkey" PRIMARY KEY ("workspaceId","messageId","replacedAt")
);

-- CreateTable
CREATE TABLE "attachment" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "messageId" UUID,
    "position" INTEGER NOT NULL DEFAULT 0,
    "kind" "AttachmentKind" NOT NULL,
    "url" TEXT,
    "previewUrl" TEXT,
    "altText" TEXT NOT NULL DEFAULT '',
    "mimeType" TEXT,
    "title" TEXT,
    "width" INTEGER,
    "height" INTEGER,
    "bytes" BYTEA,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "action" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "itemId" UUID NOT NULL,
    "channelId" UUID NOT NULL,
    "kind" "ActionKind" NOT NULL,
    "state" "ActionState" NOT NULL DEFAULT 'queued',
    "targetId" UUID NOT NULL,
    "messageId" UUID,
    "memberId" UUID,
    "idempotency" JSONB NOT NULL DEFAULT '{}',
    "statusBefore" "ItemStatus",
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "attemptId" UUID,
    "leaseUntil" TIMESTAMPTZ(3),
    "externalId" TEXT,
    "url" TEXT,
    "undo" JSONB,
    "errorKind" TEXT,
    "errorReason" TEXT,
    "errorDetail" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "action_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "note" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "itemId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "note_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "tag" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tag_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "item_tag" (
    "workspaceId" UUID NOT NULL,
    "itemId" UUID NOT NULL,
    "tagId" UUID NOT NULL,
    "status" "ItemStatus" NOT NULL,
    "lastActivityAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "item_tag_pkey" PRIMARY KEY ("workspaceId","itemId","tagId")
);

-- CreateTable
CREATE TABLE "item_contributor" (
    "workspaceId" UUID NOT NULL,
    "itemId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "status" "ItemStatus" NOT NULL,
    "lastActivityAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "item_contributor_pkey" PRIMARY KEY ("workspaceId","itemId","memberId")
);

-- CreateTable
CREATE TABLE "item_read" (
    "workspaceId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "itemId" UUID NOT NULL,
    "readAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "item_read_pkey" PRIMARY KEY ("workspaceId","memberId","itemId")
);

-- CreateTable
CREATE TABLE "item_history" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "itemId" UUID NOT NULL,
    "memberId" UUID,
    "actor" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "before" JSONB,
    "details" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "item_history_pkey" PRIMARY KEY ("workspaceId","id","createdAt")
) PARTITION BY RANGE ("createdAt");

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "channelId" UUID NOT NULL,
    "network" TEXT NOT NULL,
    "headers" JSONB NOT NULL,
    "body" TEXT NOT NULL,
    "state" "DeliveryState" NOT NULL DEFAULT 'received',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processedAt" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("workspaceId","id","receivedAt")
) PARTITION BY RANGE ("receivedAt");

-- CreateTable
CREATE TABLE "item_counter" (
    "workspaceId" UUID NOT NULL,
    "status" "ItemStatus" NOT NULL,
    "ownerKey" UUID NOT NULL,
    "channelId" UUID NOT NULL,
    "kind" "ItemKind" NOT NULL,
    "items" BIGINT NOT NULL,
    "failed" BIGINT NOT NULL,

    CONSTRAINT "item_counter_pkey" PRIMARY KEY ("workspaceId","status","ownerKey","channelId","kind")
);

-- CreateTable
CREATE TABLE "item_counter_delta" (
    "workspaceId" UUID NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "status" "ItemStatus" NOT NULL,
    "ownerKey" UUID NOT NULL,
    "channelId" UUID NOT NULL,
    "kind" "ItemKind" NOT NULL,
    "items" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,

    CONSTRAINT "item_counter_delta_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "realtime_event" (
    "workspaceId" UUID NOT NULL,
    "xid" BIGINT NOT NULL DEFAULT pg_current_xact_id()::text::bigint,
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "ids" UUID[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "realtime_event_pkey" PRIMARY KEY ("workspaceId","xid","id")
);

-- CreateTable
CREATE UNLOGGED TABLE "presence" (
    "workspaceId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "itemId" UUID NOT NULL,
    "isWriting" BOOLEAN NOT NULL DEFAULT false,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "presence_pkey" PRIMARY KEY ("workspaceId","memberId","itemId")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "memberId" UUID,
    "name" TEXT NOT NULL,
    "filter" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "search_word" (
    "workspaceId" UUID NOT NULL,
    "word" TEXT NOT NULL,
    "messages" INTEGER NOT NULL,

    CONSTRAINT "search_word_pkey" PRIMARY KEY ("workspaceId","word")
);

-- CreateTable
CREATE TABLE "search_progress" (
    "workspaceId" UUID NOT NULL,
    "lastMessageId" UUID,

    CONSTRAINT "search_progress_pkey" PRIMARY KEY ("workspaceId")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE INDEX "session_userId_createdAt_idx" ON "session"("userId", "createdAt");

-- CreateIndex
CREATE INDEX "email_token_userId_purpose_idx" ON "email_token"("userId", "purpose");

-- CreateIndex
CREATE UNIQUE INDEX "workspace_slug_key" ON "workspace"("slug");

-- CreateIndex
CREATE INDEX "member_userId_idx" ON "member"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "member_workspaceId_userId_key" ON "member"("workspaceId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_workspaceId_tokenHash_key" ON "invitation"("workspaceId", "tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_workspaceId_keyHash_key" ON "api_key"("workspaceId", "keyHash");

-- CreateIndex
CREATE INDEX "idempotency_key_createdAt_idx" ON "idempotency_key"("createdAt");

-- CreateIndex
CREATE INDEX "channel_nextPullAt_idx" ON "channel"("nextPullAt");

-- CreateIndex
CREATE UNIQUE INDEX "channel_workspaceId_network_externalId_key" ON "channel"("workspaceId", "network", "externalId");

-- CreateIndex
CREATE INDEX "identity_workspaceId_contactId_idx" ON "identity"("workspaceId", "contactId");

-- CreateIndex
CREATE UNIQUE INDEX "identity_workspaceId_network_externalId_key" ON "identity"("workspaceId", "network", "externalId");

-- CreateIndex
CREATE INDEX "post_workspaceId_channelId_createdAt_idx" ON "post"("workspaceId", "channelId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "post_workspaceId_channelId_externalId_key" ON "post"("workspaceId", "channelId", "externalId");

-- CreateIndex
CREATE INDEX "item_workspaceId_contactId_lastActivityAt_id_idx" ON "item"("workspaceId", "contactId", "lastActivityAt", "id");

-- CreateIndex
CREATE INDEX "item_workspaceId_status_lastActivityAt_id_idx" ON "item"("workspaceId", "status", "lastActivityAt", "id");

-- CreateIndex
CREATE INDEX "item_workspaceId_ownerId_status_lastActivityAt_id_idx" ON "item"("workspaceId", "ownerId", "status", "lastActivityAt", "id");

-- CreateIndex
CREATE INDEX "item_workspaceId_network_status_lastActivityAt_id_idx" ON "item"("workspaceId", "network", "status", "lastActivityAt", "id");

-- CreateIndex
CREATE INDEX "item_workspaceId_channelId_status_lastActivityAt_id_idx" ON "item"("workspaceId", "channelId", "status", "lastActivityAt", "id");

-- CreateIndex
CREATE INDEX "item_workspaceId_kind_status_lastActivityAt_id_idx" ON "item"("workspaceId", "kind", "status", "lastActivityAt", "id");

-- CreateIndex
CREATE INDEX "item_workspaceId_status_priority_lastActivityAt_id_idx" ON "item"("workspaceId", "status", "priority", "lastActivityAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "item_workspaceId_channelId_threadKey_key" ON "item"("workspaceId", "channelId", "threadKey");

-- CreateIndex
CREATE INDEX "message_workspaceId_itemId_createdAt_id_idx" ON "message"("workspaceId", "itemId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "message_workspaceId_createdAt_id_idx" ON "message"("workspaceId", "createdAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "message_workspaceId_channelId_externalId_key" ON "message"("workspaceId", "channelId", "externalId");

-- CreateIndex
CREATE INDEX "attachment_workspaceId_messageId_idx" ON "attachment"("workspaceId", "messageId");

-- CreateIndex
CREATE INDEX "action_workspaceId_itemId_createdAt_idx" ON "action"("workspaceId", "itemId", "createdAt");

-- CreateIndex
CREATE INDEX "note_workspaceId_itemId_createdAt_idx" ON "note"("workspaceId", "itemId", "createdAt");

-- CreateIndex
CREATE INDEX "item_tag_workspaceId_tagId_status_lastActivityAt_itemId_idx" ON "item_tag"("workspaceId", "tagId", "status", "lastActivityAt", "itemId");

-- CreateIndex
CREATE INDEX "item_contributor_workspaceId_memberId_status_lastActivityAt_idx" ON "item_contributor"("workspaceId", "memberId", "status", "lastActivityAt", "itemId");

-- CreateIndex
CREATE INDEX "item_read_workspaceId_itemId_idx" ON "item_read"("workspaceId", "itemId");

-- CreateIndex
CREATE INDEX "item_history_workspaceId_itemId_createdAt_idx" ON "item_history"("workspaceId", "itemId", "createdAt");

-- CreateIndex
CREATE INDEX "realtime_event_createdAt_idx" ON "realtime_event"("createdAt");

-- CreateIndex
CREATE INDEX "presence_workspaceId_itemId_idx" ON "presence"("workspaceId", "itemId");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "email_token" ADD CONSTRAINT "email_token_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workspace" ADD CONSTRAINT "workspace_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId") REFERENCES "member"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel" ADD CONSTRAINT "channel_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel_credential" ADD CONSTRAINT "channel_credential_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId") REFERENCES "channel"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel_cursor" ADD CONSTRAINT "channel_cursor_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId") REFERENCES "channel"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity" ADD CONSTRAINT "identity_workspaceId_contactId_fkey" FOREIGN KEY ("workspaceId", "contactId") REFERENCES "contact"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId") REFERENCES "channel"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item" ADD CONSTRAINT "item_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId") REFERENCES "channel"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item" ADD CONSTRAINT "item_workspaceId_contactId_fkey" FOREIGN KEY ("workspaceId", "contactId") REFERENCES "contact"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item" ADD CONSTRAINT "item_workspaceId_postId_fkey" FOREIGN KEY ("workspaceId", "postId") REFERENCES "post"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item" ADD CONSTRAINT "item_workspaceId_ownerId_fkey" FOREIGN KEY ("workspaceId", "ownerId") REFERENCES "member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId") REFERENCES "item"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_workspaceId_identityId_fkey" FOREIGN KEY ("workspaceId", "identityId") REFERENCES "identity"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId") REFERENCES "member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_version" ADD CONSTRAINT "message_version_workspaceId_messageId_fkey" FOREIGN KEY ("workspaceId", "messageId") REFERENCES "message"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_workspaceId_messageId_fkey" FOREIGN KEY ("workspaceId", "messageId") REFERENCES "message"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "action" ADD CONSTRAINT "action_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId") REFERENCES "item"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "action" ADD CONSTRAINT "action_workspaceId_targetId_fkey" FOREIGN KEY ("workspaceId", "targetId") REFERENCES "message"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "action" ADD CONSTRAINT "action_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId") REFERENCES "member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId") REFERENCES "item"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId") REFERENCES "member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item_tag" ADD CONSTRAINT "item_tag_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId") REFERENCES "item"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item_tag" ADD CONSTRAINT "item_tag_workspaceId_tagId_fkey" FOREIGN KEY ("workspaceId", "tagId") REFERENCES "tag"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item_contributor" ADD CONSTRAINT "item_contributor_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId") REFERENCES "item"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item_contributor" ADD CONSTRAINT "item_contributor_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId") REFERENCES "member"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item_read" ADD CONSTRAINT "item_read_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId") REFERENCES "item"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say ——————————————————————————————————————————

ALTER TABLE "action" ADD CONSTRAINT "action_workspaceId_messageId_fkey"
  FOREIGN KEY ("workspaceId", "messageId") REFERENCES "message" ("workspaceId", "id") ON DELETE CASCADE;
DO $$
DECLARE name text;
BEGIN
  -- Tables that hang on nothing but their workspace.
  FOREACH name IN ARRAY ARRAY['invitation', 'audit_entry', 'idempotency_key', 'contact', 'tag', 'item_history',
    'webhook_delivery', 'item_counter', 'presence', 'saved_view', 'search_word', 'search_progress'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY ("workspaceId") REFERENCES "workspace" ("id") ON DELETE CASCADE',
      name, name || '_workspaceId_fkey');
  END LOOP;
END $$;

CREATE UNIQUE INDEX "tag_workspaceId_name_key" ON "tag" ("workspaceId", lower("name"));
CREATE INDEX "item_unassigned" ON "item" ("workspaceId", "status", "lastActivityAt", "id") WHERE "ownerId" IS NULL;
CREATE INDEX "item_expiring" ON "item" ("workspaceId", "status", "replyDeadline", "id") WHERE "replyDeadline" IS NOT NULL;
CREATE INDEX "item_failed" ON "item" ("workspaceId", "lastActivityAt", "id") WHERE "sendFailed";
CREATE INDEX "item_claimed_until" ON "item" ("claimedUntil") WHERE "claimedUntil" IS NOT NULL;
CREATE INDEX "item_snoozed_until" ON "item" ("snoozedUntil") WHERE "status" = 'snoozed';
CREATE INDEX "action_due" ON "action" ("dueAt") WHERE "state" = 'queued';
CREATE INDEX "action_sending" ON "action" ("leaseUntil") WHERE "state" = 'sending';
CREATE INDEX "delivery_waiting" ON "webhook_delivery" ("receivedAt") WHERE "state" = 'received';
CREATE INDEX "message_search" ON "message" USING gin ("workspaceId", "search");
CREATE INDEX "search_word_similar" ON "search_word" USING gin ("workspaceId", "word" gin_trgm_ops);

-- Months ———————————————————————————————————————————————————————————————————

/* Makes the partitions of this month and the next two; run at every start and daily. The default partition
   takes what no month does, so that a late run loses nothing. */
CREATE FUNCTION ensure_month_partitions() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  parent text;
  month date;
BEGIN
  FOREACH parent IN ARRAY ARRAY['item_history', 'webhook_delivery'] LOOP
    EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I DEFAULT', parent || '_default', parent);
    FOR i IN 0..2 LOOP
      month := date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => i);
      CONTINUE WHEN to_regclass(format('%I', parent || to_char(month, '_YYYY_MM'))) IS NOT NULL;
      BEGIN
        EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
          parent || to_char(month, '_YYYY_MM'), parent, month || ' 00:00+00', (month + interval '1 month')::date || ' 00:00+00');
      EXCEPTION WHEN check_violation OR duplicate_table THEN
        -- The default partition already holds rows of that month: they stay there.
        NULL;
      END;
    END LOOP;
  END LOOP;
END $$;
SELECT ensure_month_partitions();

-- Counters, events and denormalised order, kept by the statements that change items ————————————————

/* The row's owner in the counters: the nil UUID stands for "nobody". */
CREATE FUNCTION owner_key(uuid) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT coalesce($1, '00000000-0000-0000-0000-000000000000'::uuid) $$;

CREATE FUNCTION item_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "item_counter_delta" ("workspaceId", "status", "ownerKey", "channelId", "kind", "items", "failed")
  SELECT "workspaceId", "status", owner_key("ownerId"), "channelId", "kind", count(*), count(*) FILTER (WHERE "sendFailed")
  FROM new_rows GROUP BY 1, 2, 3, 4, 5;
  INSERT INTO "realtime_event" ("workspaceId", "kind", "ids")
  SELECT "workspaceId", 'item', array_agg("id") FROM new_rows GROUP BY 1;
  RETURN NULL;
END $$;

CREATE FUNCTION item_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "item_counter_delta" ("workspaceId", "status", "ownerKey", "channelId", "kind", "items", "failed")
  SELECT "workspaceId", "status", owner_key("ownerId"), "channelId", "kind", sum(n), sum(f)
  FROM (
    SELECT "workspaceId", "status", "ownerId", "channelId", "kind", 1 AS n, "sendFailed"::int AS f FROM new_rows
    UNION ALL
    SELECT "workspaceId", "status", "ownerId", "channelId", "kind", -1, -("sendFailed"::int) FROM old_rows
  ) AS change
  GROUP BY 1, 2, 3, 4, 5 HAVING sum(n) <> 0 OR sum(f) <> 0;

  INSERT INTO "realtime_event" ("workspaceId", "kind", "ids")
  SELECT n."workspaceId", 'item', array_agg(n."id")
  FROM new_rows n JOIN old_rows o USING ("workspaceId", "id")
  WHERE n."version" <> o."version" GROUP BY 1;

  UPDATE "item_tag" t SET "status" = n."status", "lastActivityAt" = n."lastActivityAt"
  FROM new_rows n
  WHERE t."workspaceId" = n."workspaceId" AND t."itemId" = n."id"
    AND (t."status", t."lastActivityAt") IS DISTINCT FROM (n."status", n."lastActivityAt");
  UPDATE "item_contributor" c SET "status" = n."status", "lastActivityAt" = n."lastActivityAt"
  FROM new_rows n
  WHERE c."workspaceId" = n."workspaceId" AND c."itemId" = n."id"
    AND (c."status", c."lastActivityAt") IS DISTINCT FROM (n."status", n."lastActivityAt");
  RETURN NULL;
END $$;

CREATE FUNCTION item_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "item_counter_delta" ("workspaceId", "status", "ownerKey", "channelId", "kind", "items", "failed")
  SELECT d."workspaceId", d."status", owner_key(d."ownerId"), d."channelId", d."kind", -count(*), -count(*) FILTER (WHERE d."sendFailed")
  FROM old_rows d JOIN "workspace" w ON w."id" = d."workspaceId" GROUP BY 1, 2, 3, 4, 5;
  RETURN NULL;
END $$;

CREATE TRIGGER item_inserted AFTER INSERT ON "item"
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION item_inserted();
CREATE TRIGGER item_updated AFTER UPDATE ON "item"
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION item_updated();
CREATE TRIGGER item_deleted AFTER DELETE ON "item"
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION item_deleted();

/* Adds the deltas up into the counters. Writers only ever append, so they never wait for each other or for this. */
CREATE FUNCTION fold_counters() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE folded bigint;
BEGIN
  WITH taken AS (
    DELETE FROM "item_counter_delta" WHERE ("workspaceId", "id") IN (
      SELECT "workspaceId", "id" FROM "item_counter_delta" LIMIT 20000 FOR UPDATE SKIP LOCKED)
    RETURNING "workspaceId", "status", "ownerKey", "channelId", "kind", "items", "failed"
  ), summed AS (
    SELECT "workspaceId", "status", "ownerKey", "channelId", "kind", sum("items") AS items, sum("failed") AS failed
    FROM taken GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
  ), merged AS (
    INSERT INTO "item_counter" AS c ("workspaceId", "status", "ownerKey", "channelId", "kind", "items", "failed")
    SELECT * FROM summed
    ON CONFLICT ("workspaceId", "status", "ownerKey", "channelId", "kind")
    DO UPDATE SET "items" = c."items" + EXCLUDED."items", "failed" = c."failed" + EXCLUDED."failed"
  )
  SELECT count(*) INTO folded FROM taken;
  RETURN folded;
END $$;

-- The tenant border ——————————————————————————————————————————————————————————

DO $$ BEGIN CREATE ROLE parvis_app NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
-- Knows which rows wait where (ids, states, due times), never what they say.
DO $$ BEGIN CREATE ROLE parvis_dispatcher NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
-- Owns the search function: row-level security keeps text search off its index for everyone else.
DO $$ BEGIN CREATE ROLE parvis_search NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN EXECUTE format('GRANT parvis_app, parvis_dispatcher, parvis_search TO %I', current_user);
EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'roles already granted'; END $$;
GRANT USAGE ON SCHEMA public TO parvis_app, parvis_dispatcher, parvis_search;

CREATE FUNCTION current_workspace() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('app.workspace_id', true), '')::uuid $$;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['member', 'invitation', 'api_key', 'audit_entry', 'idempotency_key', 'channel',
    'channel_credential', 'channel_cursor', 'contact', 'identity', 'post', 'item', 'message', 'message_version',
    'attachment', 'action', 'note', 'tag', 'item_tag', 'item_contributor', 'item_read', 'item_history',
    'webhook_delivery', 'item_counter', 'item_counter_delta', 'realtime_event', 'presence', 'saved_view',
    'search_word', 'search_progress'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY in_workspace ON %I TO parvis_app USING ("workspaceId" = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO parvis_app', name);
  END LOOP;
END $$;
ALTER TABLE "workspace" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "workspace" FORCE ROW LEVEL SECURITY;
CREATE POLICY in_workspace ON "workspace" TO parvis_app USING ("id" = nullif(current_setting('app.workspace_id', true), '')::uuid);
GRANT SELECT, UPDATE ON "workspace" TO parvis_app;
GRANT SELECT ("id", "name", "email", "language") ON "user" TO parvis_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO parvis_app;
-- History and the audit trail are written once.
REVOKE UPDATE, DELETE ON "item_history", "audit_entry" FROM parvis_app;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['workspace', 'member', 'channel', 'action', 'item', 'webhook_delivery', 'item_counter_delta',
    'item_counter', 'realtime_event', 'presence', 'idempotency_key', 'search_progress'] LOOP
    EXECUTE format('CREATE POLICY dispatch ON %I TO parvis_dispatcher USING (true)', name);
  END LOOP;
END $$;
GRANT SELECT ON "workspace", "organization" TO parvis_dispatcher;
GRANT INSERT ON "workspace", "organization" TO parvis_dispatcher;
GRANT SELECT ("workspaceId", "id", "userId", "role", "createdAt", "removedAt") ON "member" TO parvis_dispatcher;
GRANT SELECT ("workspaceId", "id", "status", "network", "nextPullAt", "pullLeaseUntil") ON "channel" TO parvis_dispatcher;
GRANT SELECT ("workspaceId", "id", "state", "dueAt", "leaseUntil") ON "action" TO parvis_dispatcher;
GRANT SELECT ("workspaceId", "id", "status", "claimedUntil", "snoozedUntil") ON "item" TO parvis_dispatcher;
GRANT SELECT ("workspaceId", "id", "state", "receivedAt") ON "webhook_delivery" TO parvis_dispatcher;
GRANT SELECT, UPDATE, DELETE ON "item_counter_delta" TO parvis_dispatcher;
GRANT SELECT, INSERT, UPDATE ON "item_counter" TO parvis_dispatcher;
GRANT SELECT, DELETE ON "realtime_event", "presence" TO parvis_dispatcher;
GRANT SELECT ("createdAt"), DELETE ON "idempotency_key" TO parvis_dispatcher;
GRANT SELECT ON "search_progress" TO parvis_dispatcher;
GRANT SELECT ON "user", "session" TO parvis_dispatcher;

CREATE POLICY search ON "message" FOR SELECT TO parvis_search USING (true);
CREATE POLICY search ON "item" FOR SELECT TO parvis_search USING (true);
CREATE POLICY search ON "search_word" FOR SELECT TO parvis_search USING (true);
GRANT SELECT ON "message", "item", "search_word" TO parvis_search;
