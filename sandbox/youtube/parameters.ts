import { legacyError } from '#sandbox/kit/google/errors.ts';
import type { SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';

/** Thrown by a handler to end a call with this answer. */
export class Refused extends Error {
  readonly answer: SandboxAnswer;
  constructor(status: number, reason: string, message: string, domain = 'youtube.parameter') {
    super(message);
    this.answer = legacyError(status, reason, message, domain);
  }
}

/** Reads a query as strictly as the network: a parameter that a method does not know is refused. */
export function parametersOf({ query }: SandboxRequest, known: readonly string[]): (name: string) => string {
  for (const name of query.keys()) {
    if (!known.includes(name)) throw new Refused(400, 'unexpectedParameter', `Unexpected parameter: ${name}`);
  }
  return (name) => query.get(name) ?? '';
}

export function needPart(part: string, allowed: readonly string[]): void {
  if (!part) throw new Refused(400, 'missingRequiredParameter', 'No part parameter');
  const unknown = part.split(',').find((one) => !allowed.includes(one));
  if (unknown) throw new Refused(400, 'unknownPart', `'${unknown}'`);
}

export function oneOf(filters: Record<string, string>): string {
  const given = Object.keys(filters).filter((name) => filters[name] !== '');
  if (given.length === 0) throw new Refused(400, 'missingRequiredParameter', 'No filter selected.');
  if (given.length > 1)
    throw new Refused(400, 'incompatibleParameters', `Incompatible parameters: ${given.join(', ')}`);
  return given[0] ?? '';
}

export function sizeOf(maxResults: string, { max = 100, usual = 20 } = {}): number {
  if (maxResults === '') return usual;
  const size = Number(maxResults);
  if (!(Number.isInteger(size) && size >= 1 && size <= max)) {
    throw new Refused(
      400,
      'invalidValue',
      `Invalid value '${maxResults}'. Values must be within the range: [1, ${max}]`,
    );
  }
  return size;
}

/** Newest first. Each page starts below the last one's end, however much was written meanwhile. */
export function pageOf<T extends { publishedAt: Date; serial: number }>(
  list: readonly T[],
  { size, token }: { size: number; token: string },
): { items: T[]; nextPageToken?: string } {
  const [time, serial] = readToken(token);
  const sorted = list.toSorted((one, other) => +other.publishedAt - +one.publishedAt || other.serial - one.serial);
  const below = sorted.filter((one) => +one.publishedAt < time || (+one.publishedAt === time && one.serial < serial));
  const items = below.slice(0, size);
  const last = items.at(-1);
  if (!last || below.length <= size) return { items };
  return { items, nextPageToken: Buffer.from(`newest:${+last.publishedAt}:${last.serial}`).toString('base64url') };
}

function readToken(token: string): [number, number] {
  if (token === '') return [Infinity, Infinity];
  const found = /^newest:(\d+):(\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  if (!found) throw new Refused(400, 'invalidPageToken', 'The page token is not valid.', 'youtube.commentThread');
  return [Number(found[1]), Number(found[2])];
}
