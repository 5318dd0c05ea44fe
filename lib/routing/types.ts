import { z } from 'zod';
import { type ItemKind, itemKinds } from '#lib/items/types.ts';
import type { MemberRef } from '#lib/realtime/types.ts';
import type { Role } from '#lib/caller.ts';
import type { Absence } from '#lib/workspaces/availability/types.ts';

export const WEIGHT_LIMIT = 100;
export const CAPACITY_LIMIT = 1_000;
export const SKILL_LIMIT = 60;
/** The most languages, networks, tags or skills of one member, and the most tags that need a skill. */
export const PROFILE_LIMIT = 100;

const weight = z.int().min(1).max(WEIGHT_LIMIT);
const capacity = z.int().min(0).max(CAPACITY_LIMIT);
const skill = z.string().trim().min(1).max(SKILL_LIMIT);
/** The first part of a BCP 47 tag: `fr`, not `fr-CA`. */
const language = z.string().regex(/^[a-z]{2,3}$/);

/** How a workspace distributes its items. */
export const routingInput = z.object({
  isOn: z.boolean(),
  /** How much of a person's capacity an item of each kind takes. */
  weights: z.object({ message: weight, comment: weight, review: weight, mention: weight } satisfies Record<
    ItemKind,
    typeof weight
  >),
  /** Of a community manager without one of their own. Admins and leads have none unless they are given one. */
  capacity,
  /** Whether a contact's items go to whoever had the last one, if that person is here and has room. */
  returnsToLastHandler: z.boolean(),
  /** An item with the tag goes only to people with the skill. */
  skills: z
    .array(z.object({ tagId: z.uuid(), skill }))
    .max(PROFILE_LIMIT)
    .refine((rows) => new Set(rows.map(({ tagId }) => tagId)).size === rows.length),
});
export type RoutingView = z.output<typeof routingInput>;

export const noRouting: RoutingView = {
  isOn: false,
  weights: { message: 3, comment: 1, review: 2, mention: 1 },
  capacity: 30,
  returnsToLastHandler: true,
  skills: [],
};

/** What a member takes. Of languages, networks and tags, none means all. */
export const profileInput = z.object({
  /** Null: the usual one of the role. 0: nothing is distributed to them. */
  capacity: capacity.nullable(),
  languages: z.array(language).max(PROFILE_LIMIT),
  networks: z.array(z.string().max(40)).max(PROFILE_LIMIT),
  tagIds: z.array(z.uuid()).max(PROFILE_LIMIT),
  skills: z.array(skill).max(PROFILE_LIMIT),
});
export type RoutingProfileView = z.output<typeof profileInput>;

export const noProfile: RoutingProfileView = { capacity: null, languages: [], networks: [], tagIds: [], skills: [] };

/** A member as the distribution sees them. */
export type RoutingPersonView = MemberRef & {
  role: Role;
  profile: RoutingProfileView;
  /** The capacity that applies. */
  capacity: number;
  /** What they have now, by weight. */
  load: number;
  /** A browser of theirs is open. */
  isSeen: boolean;
  absence: Absence | null;
};

export const routeReasons = ['last_handler', 'most_room'] as const;
export type RouteReason = (typeof routeReasons)[number];

/** Why somebody does not get an item, in the order in which it is asked. */
export const obstacles = [
  'channel',
  'confidential',
  'team',
  'network',
  'language',
  'tag',
  'skill',
  'not_here',
  'too_small',
  'full',
] as const;
export type Obstacle = (typeof obstacles)[number];

/** "Why me?" and "why nobody?" of an item. */
export type ItemRouting = {
  isOn: boolean;
  /** How its owner got it; null: not by distribution. */
  route: {
    member: MemberRef;
    routedAt: string;
    reason: RouteReason;
    /** What it takes, of what they had then and could have. */
    weight: number;
    load: number;
    capacity: number;
    /** How many people could have taken it. */
    candidates: number;
  } | null;
  /** Why nobody has it; null: it does not wait. */
  wait: {
    since: string;
    /** How many people receive items at all. */
    people: number;
    /** How many of them do not get it for which reason; none, with people: it is given out in a moment. */
    obstacles: { obstacle: Obstacle; count: number }[];
  } | null;
};

export { itemKinds };
