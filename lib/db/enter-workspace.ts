import type { Role } from '#lib/caller.ts';
import { readOrigin } from '#lib/origin.ts';
import { Prisma } from './generated/client.ts';
import type { Tx } from './tx.ts';

/** What a member may see in the workspace. */
export type Sight = {
  /** The ids of the channels; null: all. */
  channels: string[] | null;
  /** Confidential items are hidden unless the member is named. */
  hidesConfidential: boolean;
};

/**
 * Enters one workspace for the rest of a transaction that began outside: for the few acts that write a user and a
 * membership together. Everything else uses `inWorkspace` or `asMember`.
 */
export async function enterWorkspace(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$executeRaw`select set_config('role', 'parvis_app', true),
    set_config('app.workspace_id', ${workspaceId}, true), ${origin()}`;
}

/**
 * Enters one workspace as a member: row-level security then hides what the member may not see. In an archived workspace the
 * transaction then only reads.
 * @param options.keepsArchived it writes there too: for the few acts that go on in an archived workspace
 */
export async function enterAsMember(
  tx: Tx,
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
  { keepsArchived = false }: { keepsArchived?: boolean } = {},
): Promise<Sight> {
  if (keepsArchived) await tx.$executeRaw`select set_config('app.keeps_archived', 'yes', true)`;
  const [entered] = await tx.$queryRaw<{ channels: string[] | null; hides: boolean }[]>`
    select channels::text[], hides, ${origin()} from enter_as_member(${workspaceId}::uuid, ${memberId}::uuid)`;
  return { channels: entered?.channels ?? null, hidesConfidential: entered?.hides ?? true };
}

/** Enters one workspace for an act that has to see more than its member. In an archived workspace the transaction then only reads. */
export async function enterAsProduct(tx: Tx, workspaceId: string): Promise<void> {
  await enterWorkspace(tx, workspaceId);
  await tx.$executeRaw`select set_config('transaction_read_only', 'on', true) from "workspace"
    where "id" = ${workspaceId}::uuid and "archivedAt" is not null`;
}

/** What a guest link opens. `role` is that of the member who made it; null after that member has left. */
export type GuestEntry = { linkId: string; itemId: string; actionId: string | null; memberId: string } & (
  { state: 'open'; role: Role } | { state: 'answered' | 'revoked' | 'expired' | 'ended'; role: Role | null }
);

/**
 * Enters one workspace by a guest link. To read: row-level security shows the item of an open link, and nothing else. To
 * answer: as the member who made it, narrowed to the item's channel.
 * @returns null for an unknown link
 */
export async function enterAsGuest(
  tx: Tx,
  { workspaceId, hash, acts }: { workspaceId: string; hash: string; acts: boolean },
): Promise<GuestEntry | null> {
  const [entered] = await tx.$queryRaw<(GuestEntry | { state: 'unknown' })[]>(Prisma.sql`
    select "state", "linkId"::text, "itemId"::text, "actionId"::text, "memberId"::text, "role", ${origin()}
    from enter_as_guest(${workspaceId}::uuid, ${hash}, ${acts})`);
  return entered && entered.state !== 'unknown' ? entered : null;
}

/** A person's place in one workspace, as her session may enter it. */
export type Place = {
  workspaceId: string;
  memberId: string;
  userId: string;
  role: Role;
  slug: string;
  name: string;
  /** OKLCH hue of the brand's colour. */
  hue: number;
  organizationId: string;
  organization: string;
  seesAllChannels: boolean;
  /** The organization requires a second factor that the session has not passed: nothing of this workspace is visible. */
  lacksSecondFactor: boolean;
};

/**
 * Enters all workspaces that the session may enter, only to read what a list shows. Row-level security hides what its
 * member may not see in each.
 * @returns the person's places, also those that the session may not enter; none for an ended session
 */
export async function enterAsPerson(tx: Tx, sessionId: string): Promise<Place[]> {
  return await tx.$queryRaw<Place[]>`
    select "workspaceId"::text, "memberId"::text, "userId"::text, "role"::text, "slug", "name", "hue",
      "organizationId"::text, "organization", "seesAllChannels", "lacksSecondFactor"
    from enter_as_person(${sessionId}::uuid)`;
}

/** From where the request came: what is written to the audit log and to histories takes it from these settings. */
function origin(): Prisma.Sql {
  const { address, sessionId, apiKeyId } = readOrigin();
  return Prisma.sql`set_config('app.address', ${address ?? ''}, true),
    set_config('app.session_id', ${sessionId ?? ''}, true), set_config('app.api_key_id', ${apiKeyId ?? ''}, true)`;
}
