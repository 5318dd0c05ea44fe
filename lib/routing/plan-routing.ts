import type { Role } from '#lib/caller.ts';
import { mayReceive } from '#lib/items/members/may-receive.ts';
import type { ItemKind } from '#lib/items/types.ts';
import type { Obstacle, RouteReason } from './types.ts';

/** An open item that nobody has. */
export type WaitingItem = {
  id: string;
  /** Since when, in milliseconds. */
  since: number;
  kind: ItemKind;
  network: string;
  channelId: string;
  /** As a BCP 47 tag; null where it is not known. */
  language: string | null;
  tagIds: readonly string[];
  /** Whoever is not in the team does not get it; null: no team. */
  teamId: string | null;
  /** Who sees it besides admins and leads; null: everybody who sees the channel. */
  confidentialTo: readonly string[] | null;
  /** Who had the contact's latest item. */
  lastHandlerId: string | null;
};

/** Somebody who can be given items. Of languages, networks and tags, none means all. */
export type Person = {
  id: string;
  role: Role;
  isHere: boolean;
  capacity: number;
  /** What they have, by weight. */
  load: number;
  channelIds: readonly string[] | null;
  seesConfidential: boolean;
  teamIds: readonly string[];
  languages: readonly string[];
  networks: readonly string[];
  tagIds: readonly string[];
  skills: readonly string[];
  /** Their room is kept for an older item that needs more of it. */
  isKept: boolean;
};

export type Rules = {
  weights: Record<ItemKind, number>;
  returnsToLastHandler: boolean;
  /** The skill that an item with a tag needs. */
  skillsByTag: ReadonlyMap<string, string>;
};

export type Placement = {
  itemId: string;
  memberId: string;
  reason: RouteReason;
  weight: number;
  /** What the person had before. */
  load: number;
  capacity: number;
  candidates: number;
};

export type Plan = {
  placements: Placement[];
  unplaced: { itemId: string; obstacles: ReadonlyMap<Obstacle, number> }[];
  /** The people afterwards, for the items that come next. */
  people: Person[];
};

/**
 * Decides who gets which item. Oldest first, each to whoever has the most room for its size, or back to the last handler.
 * Three laws hold: nobody gets more than their capacity; no item goes to somebody who had room for an older one that they
 * could take and that nobody got; and an item that somebody could take is placed.
 *
 * An item for which nobody has enough room keeps one person's room until it fits: otherwise small items, which always
 * fit, would starve large ones.
 */
export function planRouting(items: readonly WaitingItem[], given: readonly Person[], rules: Rules): Plan {
  const people = given.map((person) => ({ ...person })).sort((a, b) => (a.id < b.id ? -1 : 1));
  const placements: Placement[] = [];
  const unplaced: Plan['unplaced'] = [];
  for (const item of items.toSorted((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1))) {
    const weight = rules.weights[item.kind];
    const answers = people.map((person) => ({ person, obstacle: obstacleOf(item, person, rules) }));
    const candidates = answers.flatMap(({ person, obstacle }) => (obstacle === null ? [person] : []));
    const chosen = choose(item, candidates, weight, rules);
    if (chosen) {
      const { person, reason } = chosen;
      const { id: memberId, load, capacity } = person;
      placements.push({ itemId: item.id, memberId, reason, weight, load, capacity, candidates: candidates.length });
      person.load += weight;
      continue;
    }
    keepRoom(answers.flatMap(({ person, obstacle }) => (obstacle === 'full' ? [person] : [])));
    unplaced.push({ itemId: item.id, obstacles: countObstacles(answers.map(({ obstacle }) => obstacle)) });
  }
  return { placements, unplaced, people };
}

/** @returns why this person does not get the item now; null: they can take it */
export function obstacleOf(item: WaitingItem, person: Person, { weights, skillsByTag }: Rules): Obstacle | null {
  if (mayReceive(person, item)) return 'channel';
  if (item.confidentialTo && !person.seesConfidential && !item.confidentialTo.includes(person.id))
    return 'confidential';
  if (item.teamId !== null && !person.teamIds.includes(item.teamId)) return 'team';
  if (person.networks.length > 0 && !person.networks.includes(item.network)) return 'network';
  if (item.language !== null && person.languages.length > 0 && !person.languages.includes(primary(item.language))) {
    return 'language';
  }
  if (person.tagIds.length > 0 && !item.tagIds.some((id) => person.tagIds.includes(id))) return 'tag';
  const lacksSkill = item.tagIds.some((id) => {
    const skill = skillsByTag.get(id);
    return skill !== undefined && !person.skills.includes(skill);
  });
  if (lacksSkill) return 'skill';
  if (!person.isHere) return 'not_here';
  const weight = weights[item.kind];
  if (person.capacity < weight) return 'too_small';
  return person.isKept || person.load + weight > person.capacity ? 'full' : null;
}

/** `fr` of `fr-CA`. */
function primary(language: string): string {
  return language.split('-', 1)[0]?.toLowerCase() ?? '';
}

function choose(
  { lastHandlerId }: WaitingItem,
  candidates: readonly Person[],
  weight: number,
  { returnsToLastHandler }: Rules,
): { person: Person; reason: RouteReason } | null {
  const last = returnsToLastHandler ? candidates.find(({ id }) => id === lastHandlerId) : undefined;
  if (last) return { person: last, reason: 'last_handler' };
  let best: Person | null = null;
  for (const person of candidates) {
    if (!best || fill(person, weight) < fill(best, weight)) best = person;
  }
  return best && { person: best, reason: 'most_room' };
}

/** How full a person would be: 0 to 1. */
const fill = ({ load, capacity }: Person, weight: number) => (load + weight) / capacity;

/** Of those who only lack room, the one who will have it first. */
function keepRoom(full: readonly Person[]): void {
  const [soonest] = full
    .filter(({ isKept }) => !isKept)
    .toSorted((a, b) => b.capacity - b.load - (a.capacity - a.load) || (a.id < b.id ? -1 : 1));
  if (soonest) soonest.isKept = true;
}

export function countObstacles(given: readonly (Obstacle | null)[]): ReadonlyMap<Obstacle, number> {
  const counts = new Map<Obstacle, number>();
  for (const obstacle of given) {
    if (obstacle !== null) counts.set(obstacle, (counts.get(obstacle) ?? 0) + 1);
  }
  return counts;
}
