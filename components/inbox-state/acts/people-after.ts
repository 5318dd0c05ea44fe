import type { PartView } from '#lib/items/parts/types.ts';
import { type ItemRow, LEASE_MS, type MemberRef, type TagRef } from '#lib/items/types.ts';

/** Who has an item. What is absent stays as it is. */
export type Assigning = {
  owner?: MemberRef | null;
  contributors?: MemberRef[];
  approver?: MemberRef | null;
  team?: TagRef | null;
  needsAll?: boolean;
};

type Change = Partial<ItemRow>;

/** What the member claims, until the server has answered. What a colleague holds stays with the colleague. */
export function claimed(row: ItemRow, me: MemberRef, now: Date): Change {
  const { owner, claimedUntil } = row;
  if (owner?.id === me.id) return claimedUntil === null ? {} : { claimedUntil: leaseEnd(now) };
  const isHeld = owner !== null && (claimedUntil === null || Date.parse(claimedUntil) >= now.getTime());
  return isHeld ? {} : ownedBy(row, me, { now, hasLease: true });
}

export function released(row: ItemRow): Change {
  return row.owner ? ownedBy(row, null) : {};
}

/** To who asked for it, as a lease; to anybody else, as an assignment. */
export function handedOver(row: ItemRow, { id, name }: MemberRef, now: Date): Change {
  if (row.owner?.id === id) return {};
  return ownedBy(row, { id, name }, { now, hasLease: row.requests.some((request) => request.id === id) });
}

/** An owner has the owner's part and no other, and an approver contributes in no other way. */
export function assigned(
  row: ItemRow,
  { owner, contributors, approver, team, needsAll }: Assigning,
  now: Date,
): Change {
  const ownerAfter = owner === undefined ? row.owner : owner;
  const wanted = approver === undefined ? row.approver : approver;
  const approverAfter = wanted && wanted.id !== ownerAfter?.id ? partOf(row, wanted) : null;
  const others = (contributors ?? row.contributors)
    .filter(({ id }) => id !== ownerAfter?.id && id !== approverAfter?.id)
    .map((member) => partOf(row, member));
  return {
    ...(owner === undefined ? {} : assignedOwner(row, owner, now)),
    contributors: others,
    approver: approverAfter,
    ...(team === undefined ? {} : { team }),
    ...(needsAll === undefined ? {} : { needsAll }),
    confidentialTo:
      row.confidentialTo &&
      withNames(row.confidentialTo, workingOn({ owner: ownerAfter, contributors: others, approver: approverAfter })),
  };
}

export function withPart(row: ItemRow, memberId: string, doneAt: string | null): Change {
  const done = (part: PartView): PartView => (part.id === memberId ? { ...part, doneAt } : part);
  return {
    contributors: row.contributors.map(done),
    approver: row.approver && done(row.approver),
    ownerDoneAt: row.owner?.id === memberId ? doneAt : row.ownerDoneAt,
  };
}

/** @param self the member, if only those who are named keep seeing the item */
export function restricted(row: ItemRow, members: readonly MemberRef[] | null, self: MemberRef | null): Change {
  return { confidentialTo: members && withNames(members, alwaysNamed(row, self)) };
}

/** Who is named in a confidential item without being chosen: whoever works on it, and the member who makes it so. */
export function alwaysNamed(row: ItemRow, self: MemberRef | null): MemberRef[] {
  return withNames([], [...workingOn(row), ...(self ? [self] : [])]);
}

export function workingOn({ owner, contributors, approver }: Pick<ItemRow, 'owner' | 'contributors' | 'approver'>) {
  return [...(owner ? [owner] : []), ...contributors, ...(approver ? [approver] : [])].map(refOf);
}

/** An assignment has no lease, also where the owner stays the same. */
function assignedOwner(row: ItemRow, owner: MemberRef | null, now: Date): Change {
  if (owner?.id !== row.owner?.id) return ownedBy(row, owner, { now });
  return owner ? { claimedUntil: null } : {};
}

/** A new owner starts anew: whose claim lapsed, what was asked of the former owner, and the owner's part are of the past. */
function ownedBy(row: ItemRow, owner: MemberRef | null, { now = new Date(), hasLease = false } = {}): Change {
  return {
    owner,
    heldSince: owner ? now.toISOString() : null,
    claimedUntil: owner && hasLease ? leaseEnd(now) : null,
    ownerDoneAt: null,
    lapsedOwner: null,
    requests: [],
    confidentialTo: row.confidentialTo && withNames(row.confidentialTo, owner ? [owner] : []),
  };
}

/** Who has a part already keeps it, done or not. */
function partOf({ contributors, approver }: ItemRow, { id, name }: MemberRef): PartView {
  const known = approver?.id === id ? approver : contributors.find((part) => part.id === id);
  return { id, name, doneAt: known?.doneAt ?? null };
}

function withNames(named: readonly MemberRef[], more: readonly MemberRef[]): MemberRef[] {
  return [...new Map([...named, ...more].map((member) => [member.id, refOf(member)])).values()];
}

const refOf = ({ id, name }: MemberRef): MemberRef => ({ id, name });

const leaseEnd = (now: Date): string => new Date(now.getTime() + LEASE_MS).toISOString();
