import { Prisma } from '#lib/db/generated/client.ts';
import type { Transition } from '../transition.ts';
import { type ItemEvent, transitionOf } from '../transitions.ts';
import { byEvent, type Events, type EventValues, movesStatus, needed, type StateField } from './event-sql.ts';

/** Who has the item, and since and until when. */
export function ownerAssignments(events: Events, { ownerId, claimedUntil }: EventValues): Prisma.Sql[] {
  const member = () => Prisma.sql`${needed(ownerId)}::uuid`;
  const lease = () => Prisma.sql`${needed(claimedUntil)}::timestamptz`;
  const nobody = Prisma.raw('NULL');
  const field = (name: StateField, value: (transition: Transition) => Prisma.Sql) =>
    Prisma.sql`${Prisma.raw(`"${name}"`)} = ${byEvent(events, 'target', value)}`;
  const owners = {
    claim: member,
    claim_if_free: () => Prisma.sql`coalesce(i."ownerId", ${member()})`,
    assign: member,
    renew: () => Prisma.raw('i."ownerId"'),
    release: () => nobody,
    lapse: () => nobody,
  };
  const leases = {
    claim: lease,
    claim_if_free: () => Prisma.sql`CASE WHEN i."ownerId" IS NULL THEN ${lease()} ELSE i."claimedUntil" END`,
    assign: () => nobody,
    renew: lease,
    release: () => nobody,
    lapse: () => nobody,
  };
  const since = {
    claim: () => Prisma.raw('now()'),
    claim_if_free: () => Prisma.raw('CASE WHEN i."ownerId" IS NULL THEN now() ELSE i."heldSince" END'),
    assign: () =>
      Prisma.sql`CASE WHEN i."ownerId" = ${member()} THEN i."heldSince" WHEN ${member()} IS NOT NULL THEN now() END`,
    renew: () => Prisma.raw('i."heldSince"'),
    release: () => nobody,
    lapse: () => nobody,
  };
  const lapsed = (owner: Transition['owner']) =>
    owner === 'lapse' ? 'i."ownerId"' : owner === 'renew' ? 'i."lapsedOwnerId"' : 'NULL';
  return [
    field('ownerId', ({ owner }) => (owner ? owners[owner]() : Prisma.raw('i."ownerId"'))),
    field('claimedUntil', ({ owner }) => (owner ? leases[owner]() : Prisma.raw('i."claimedUntil"'))),
    field('heldSince', ({ owner }) => (owner ? since[owner]() : Prisma.raw('i."heldSince"'))),
    field('lapsedOwnerId', ({ owner }) => Prisma.raw(owner ? lapsed(owner) : 'i."lapsedOwnerId"')),
  ];
}

export function touchesOwnersPart(event: ItemEvent): boolean {
  const { owner, part } = transitionOf(event);
  return Boolean(part) || Boolean(owner && owner !== 'renew') || movesStatus(event);
}

/** The owner's part is to do again for a new owner, and when the item comes back to `open`. */
export function ownersPart(events: Events, { ownerId, partOf }: EventValues): Prisma.Sql {
  const same = (memberId: EventValues['ownerId']) => Prisma.sql`i."ownerId" = ${needed(memberId)}::uuid`;
  const value = byEvent(events, 'target', ({ owner, part }) => {
    if (part) {
      const done = Prisma.raw(part === 'done' ? 'now()' : 'NULL');
      return Prisma.sql`CASE WHEN ${same(partOf)} THEN ${done} ELSE i."ownerDoneAt" END`;
    }
    const comesBack = Prisma.raw(`target."next" = 'open' AND target."status" <> 'open'`);
    const stays =
      owner === 'assign' || owner === 'claim'
        ? same(ownerId)
        : Prisma.raw(owner === 'release' || owner === 'lapse' ? 'false' : 'true');
    return Prisma.sql`CASE WHEN ${stays} AND NOT (${comesBack}) THEN i."ownerDoneAt" END`;
  });
  return Prisma.sql`"ownerDoneAt" = ${value}`;
}

/** The team, and who must finish, where the values name them. */
export function termAssignments({ teamId, needsAll }: EventValues): Prisma.Sql[] {
  return [
    ...(teamId === undefined ? [] : [Prisma.sql`"teamId" = ${teamId}::uuid`]),
    ...(needsAll === undefined ? [] : [Prisma.sql`"needsAll" = ${needsAll}::boolean`]),
  ];
}
