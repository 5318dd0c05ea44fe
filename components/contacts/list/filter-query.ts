import type { ContactFilter } from '#lib/contacts/types.ts';

/** A filter as the query of an address. */
export function contactQuery({ q, network, tag, vip, blocked }: ContactFilter): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ q: q?.trim(), network, tag })) if (value) query.set(name, value);
  if (vip) query.set('vip', 'true');
  if (blocked) query.set('blocked', 'true');
  return query.toString();
}
