import { Refusal } from '#lib/refusal.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A malformed id cannot belong to anything. @throws Refusal `not_found` */
export function uuid(id: string): string {
  if (!UUID.test(id)) throw new Refusal('not_found');
  return id.toLowerCase();
}
