import { storable } from '#lib/text/storable.ts';
import { cutText } from '#lib/text/cut-text.ts';
import { shortened } from '#lib/text/label.ts';
import { isStorable } from '#lib/text/storable.ts';
import { Rejection } from './rejection.ts';

/** What holds for everything of one batch. */
export type CleanFacts = {
  now: Date;
  /** Nothing on the network is older. */
  since: Date;
  /** The longest text that is stored, in UTF-16 units. */
  textLength: number;
};

/** Networks' clocks are not ours: a moment so far ahead is believed, in milliseconds. */
const AHEAD_MS = 60_000;
/** Longest id, in bytes: two of them and a word still fit into an index. */
const ID_BYTES = 1024;
const INTEGER_MAX = 2_147_483_647;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/**
 * An id, as it came: a changed one could be another's.
 * @throws Rejection `malformed` when it is none; `bad_id` when it cannot be stored as it is
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

/** A text and, where it was too long, how many characters it had. @throws Rejection `malformed` */
export function cleanBody(value: unknown, { textLength }: CleanFacts): { text: string; cutFrom: number | null } {
  if (typeof value !== 'string') throw new Rejection('malformed', 'text');
  const text = storable(value);
  return text.length <= textLength
    ? { text, cutFrom: null }
    : { text: cutText(text, textLength), cutFrom: Math.min(text.length, INTEGER_MAX) };
}

/** A text beside the message's own, with "…" where it was cut. */
export function cleanShort(value: unknown, limit: number): string | undefined {
  return typeof value === 'string' ? shortened(storable(value), limit) : undefined;
}

/**
 * When something happened. A moment that cannot be (in the future, before the network was there, none at all) says
 * nothing: it is taken to have happened as it arrived.
 */
export function cleanMoment(value: unknown, facts: CleanFacts): Date {
  return believable(value, facts) ?? facts.now;
}

/** As {@link cleanMoment}, for what may never have happened: a moment that is too old or none is absent. */
export function cleanOptionalMoment(value: unknown, facts: CleanFacts): Date | undefined {
  if (!(value instanceof Date)) return undefined;
  return value > facts.now ? cleanMoment(value, facts) : believable(value, facts);
}

function believable(value: unknown, { now, since }: CleanFacts): Date | undefined {
  if (!(value instanceof Date)) return undefined;
  const at = value.getTime();
  return at >= since.getTime() && at <= now.getTime() + AHEAD_MS ? value : undefined;
}

/** A whole number from 0 up that fits its column. */
export function cleanCount(value: unknown): number | undefined {
  if (typeof value !== 'number' || !(value >= 0 && value <= INTEGER_MAX)) return undefined;
  return Math.round(value);
}
