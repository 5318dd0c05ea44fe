import { aChannel, aContact } from './factories.ts';
import { database } from './owner-database.ts';

/** Open items in one channel, by one statement. */
export async function manyItems({ workspaceId, count }: { workspaceId: string; count: number }) {
  const channel = await aChannel({ workspaceId });
  const contact = await aContact({ workspaceId });
  await database().prisma.$executeRaw`
    INSERT INTO "item" ("workspaceId", "channelId", "network", "kind", "threadKey", "threadExternalId", "contactId",
      "firstMessageAt", "lastInboundAt", "lastActivityAt")
    SELECT ${workspaceId}::uuid, ${channel.id}::uuid, ${channel.network}, 'comment', 'thread ' || n, 'thread ' || n,
      ${contact.id}::uuid, at, at, at
    FROM generate_series(1, ${count}::int) n CROSS JOIN LATERAL (SELECT now() - n * interval '1 second' AS at) t`;
  // As the database does by itself after so many rows, but late on a busy machine: until then it plans for few.
  await database().prisma.$executeRaw`ANALYZE "item"`;
  return channel;
}
