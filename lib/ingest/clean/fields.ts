import { storable } from '#lib/text/storable.ts';
import { cutText } from '#lib/text/cut-text.ts';
import { shortened } from '#lib/text/label.ts';
import { isStorable } from '#lib/text/storable.ts';
import { Rejection } from './rejection.ts';

/** Limits that apply to a whole batch. */
export type CleanFacts = {
  now: Date;
  /** Nothing on the network is older. */
  since: Date;
  /** The longest text that is stored, in UTF-16 units. */
  textLength: number;
};

/** How far in the future a time may be, because networks' clocks differ from ours, in milliseconds. */
const AHEAD_MS = 60_000;
/** The longest id, in bytes: two ids and a short word must fit into an index entry. */
const ID_BYTES = 1024;
const INTEGER_MAX = 2_147_483_647;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/**
 * Checks an id and never changes it, because a changed id could belong to something else.
 * @throws Rejection `malformed` when it is not an id; `bad_id` when it cannot be stored unchanged
 */
export function cleanId(value: unknown, field: string): string {
  if (typeof value !== 'string' || value === '') throw new Rejection('malformed', field);
  const isShort = value.length * 3 <= ID_BYTES || Buffer.byteLength(value) <= ID_BYTES;
  if (!isShort || !isStorable(value)) throw new Rejection('bad_id', field);
  return value;
}

export function cleanOptionalId(value: unknown, field: string): string | undefined {
  return value === undefined || value === null ? undefined : cleanId(value, field);
}

/** @throws Rejection `malformed` */
export function cleanChoice<T extends string>(value: unknown, choices: readonly T[], field: string): T {
  const choice = choices.find((one) => one === value);
  if (choice === undefined) throw new Rejection('malformed', field);
  return choice;
}

/** A message's text, and its original length if it was cut. @throws Rejection `malformed` */
export function cleanBody(value: unknown, { textLength }: CleanFacts): { text: string; cutFrom: number | null } {
  if (typeof value !== 'string') throw new Rejection('malformed', 'text');
  const text = storable(value);
  return text.length <= textLength
    ? { text, cutFrom: null }
    : { text: cutText(text, textLength), cutFrom: Math.min(text.length, INTEGER_MAX) };
}

/** A short text beside the message's own, with "…" where it was cut. */
export function cleanShort(value: unknown, limit: number): string | undefined {
  return typeof value === 'string' ? shortened(storable(value), limit) : undefined;
}

/**
 * When something happened. An impossible time (in the future, before the network existed, or none) is replaced by the
 * time of arrival.
 */
export function cleanMoment(value: unknown, facts: CleanFacts): Date {
  return believable(value, facts) ?? facts.now;
}

/** Same as {@link cleanMoment} for optional times: one that is missing or too old is undefined. */
export function cleanOptionalMoment(value: unknown, facts: CleanFacts): Date | undefined {
  if (!(value instanceof Date)) return undefined;
  return value > facts.now ? cleanMoment(value, facts) : believable(value, facts);
}

function believable(value: unknown, { now, since }: CleanFacts): Date | undefined {
  if (!(value instanceof Date)) return undefined;
  const at = value.getTime();
  return at >= since.getTime() && at <= now.getTime() + AHEAD_MS ? value : undefined;
}

/** A non-negative integer that fits its column. */
export function cleanCount(value: unknown): number | undefined {
  if (typeof value !== 'number' || !(value >= 0 && value <= INTEGER_MAX)) return undefined;
  return Math.round(value);
}
