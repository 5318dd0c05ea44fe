import type { ChannelContext, EndpointRead, ItemKind, NeededScope } from '../../contract.ts';
import { knownSizes } from '../page-size.ts';
import { refusedFields } from './optional-fields.ts';
import { edgesOf } from './readable-page.ts';

/**
 * A read of the Graph API for the check of a channel. What it finds out, the sizes of pages and the fields that edges refuse,
 * is stored, so that every worker begins with it.
 */
export function metaRead<Credentials>(
  name: string,
  kinds: readonly ItemKind[],
  read: (channel: ChannelContext<Credentials>) => Promise<'nothing_to_read' | 'not_on_account' | object | null>,
): EndpointRead<Credentials> {
  return {
    name,
    kinds,
    read: async (channel) => {
      const answer = await read(channel);
      const found = foundOf(channel);
      return typeof answer === 'string' ? { skipped: answer, found } : { found };
    },
  };
}

/** Scopes by what depends on them, in the order of the sign-in. */
export function neededScopes(
  scopes: readonly string[],
  kindsOf: Readonly<Record<string, readonly ItemKind[]>>,
): NeededScope[] {
  return scopes.map((scope) => ({ scope, kinds: kindsOf[scope] ?? [] }));
}

type Channel = Pick<ChannelContext, 'app' | 'account' | 'findings'>;

/** All that this process knows of the channel's edges; empty where an earlier finding no longer holds. */
function foundOf(channel: Channel): Record<string, string> {
  const prefix = edgesOf(channel);
  const known: Record<string, string> = {};
  for (const [edge, size] of knownSizes(prefix)) known[`size ${edge}`] = String(size);
  for (const [edge, names] of refusedFields(prefix)) known[`refused ${edge}`] = names.join(',');
  const gone = Object.keys(channel.findings ?? {}).filter((name) => /^(size|refused) /.test(name) && !(name in known));
  return { ...Object.fromEntries(gone.map((name) => [name, ''])), ...known };
}
