import { z } from 'zod';
import { appOfChannel } from '#lib/channels/apps/app-of-channel.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import type { ItemFacts, ItemKind, Availability, AllowedActions } from '#lib/networks/contract.ts';
import { findAllowedActions } from '#lib/networks/allowed-actions.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { messageState } from '../message-state.ts';
import type { OffersView, OfferView } from '../types.ts';

type RawFacts = {
  channelId: string;
  network: string;
  kind: ItemKind;
  variant: string | null;
  isOwnPost: boolean | null;
  lastInboundAt: Date;
  rights: unknown;
  repliedAt: Date[] | null;
  messages: {
    id: string;
    externalId: string;
    direction: 'inbound' | 'outbound';
    createdAt: string;
    hidden: boolean;
    isTopLevel: boolean;
    privatelyRepliedAt: string | null;
    reference: unknown;
  }[];
};

const strings = z.record(z.string(), z.string());
const rightsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** How many replies are read for reply windows with a maximum number. */
const REPLIES_COUNTED = 50;

/**
 * Reads which actions are allowed now on an item's messages, from the connector's contract and the stored facts: one
 * statement, no network call.
 * @param messageIds the item's messages; those that the network does not know yet allow nothing
 */
export async function readAllowedActions(
  tx: Tx,
  workspaceId: string,
  { itemId, messageIds, now = new Date() }: { itemId: string; messageIds: readonly string[]; now?: Date },
): Promise<Map<string, AllowedActions>> {
  const facts = await readFacts(tx, workspaceId, itemId, messageIds);
  const connector = facts && connectorOf(facts.network);
  if (!facts || !connector) return new Map();
  const rights = rightsSchema.catch({}).parse(facts.rights);
  const app = await appOfChannel(tx, { workspaceId, channelId: facts.channelId });
  return new Map(
    facts.messages.map((message) => [
      message.id,
      findAllowedActions(connector, itemFacts(facts, message), { rights, app }, now),
    ]),
  );
}

/** The allowed actions as the API shows them. */
export function offersView(offers: AllowedActions): OffersView {
  return Object.fromEntries(Object.entries(offers).map(([name, offer]) => [name, offerView(offer)])) as OffersView; // the same keys
}

function offerView(offer: Availability): OfferView {
  if (!offer.can) return { can: false, reason: offer.reason, since: offer.since?.toISOString() ?? null };
  const { as = null, until, maxLength = null } = offer;
  return { can: true, as, until: until?.toISOString() ?? null, maxLength };
}

function itemFacts(facts: RawFacts, message: RawFacts['messages'][number]): ItemFacts {
  return {
    kind: facts.kind,
    variant: facts.variant,
    isOwnPost: facts.isOwnPost,
    lastInboundAt: facts.lastInboundAt,
    repliedAt: facts.repliedAt ?? [],
    message: {
      externalId: message.externalId,
      direction: message.direction,
      createdAt: new Date(message.createdAt),
      isHidden: message.hidden,
      isTopLevel: message.isTopLevel,
      privatelyRepliedAt: message.privatelyRepliedAt === null ? null : new Date(message.privatelyRepliedAt),
      reference: strings.catch({}).parse(message.reference),
    },
  };
}

async function readFacts(
  tx: Tx,
  workspaceId: string,
  itemId: string,
  messageIds: readonly string[],
): Promise<RawFacts | null> {
  const [facts] = await tx.$queryRaw<RawFacts[]>(Prisma.sql`
    SELECT i."channelId"::text, i."network", i."kind"::text, i."variant", i."lastInboundAt", p."isOwn" AS "isOwnPost", c."rights",
      ARRAY(
        SELECT m."createdAt" FROM "message" m
        WHERE m."workspaceId" = i."workspaceId" AND m."itemId" = i."id" AND m."direction" = 'outbound'
          AND m."createdAt" > i."lastInboundAt" AND ${messageState} NOT IN ('failed', 'sent_back', 'held')
        ORDER BY m."createdAt" DESC LIMIT ${REPLIES_COUNTED}
      ) AS "repliedAt",
      coalesce(json_agg(json_build_object('id', m."id", 'externalId', m."externalId", 'direction', m."direction",
        'createdAt', m."createdAt", 'hidden', m."hidden", 'reference', m."reference",
        'isTopLevel', m."parentExternalId" IS NULL OR m."parentExternalId" = p."externalId",
        'privatelyRepliedAt', (
          SELECT min(a."createdAt") FROM "action" a
          WHERE a."workspaceId" = m."workspaceId" AND a."itemId" = m."itemId" AND a."targetId" = m."id"
            AND a."kind" = 'private_reply' AND a."state" IN ('scheduled', 'awaiting_approval', 'queued', 'sending', 'done', 'unconfirmed'))
      )) FILTER (WHERE m."id" IS NOT NULL), '[]') AS "messages"
    FROM "item" i
    JOIN "channel" c ON c."workspaceId" = i."workspaceId" AND c."id" = i."channelId"
    LEFT JOIN "post" p ON p."workspaceId" = i."workspaceId" AND p."id" = i."postId"
    LEFT JOIN "message" m ON m."workspaceId" = i."workspaceId" AND m."itemId" = i."id"
      AND m."id" = ANY(${messageIds}::uuid[]) AND m."externalId" IS NOT NULL AND m."deletedAt" IS NULL
    WHERE i."workspaceId" = ${workspaceId}::uuid AND i."id" = ${itemId}::uuid
    GROUP BY i."workspaceId", i."id", p."workspaceId", p."id", c."workspaceId", c."id"`);
  return facts ?? null;
}
