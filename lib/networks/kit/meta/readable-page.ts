import { atReadableSize } from '../page-size.ts';
import { GraphError } from './errors.ts';
import type { GraphCall } from './graph-call.ts';

type Channel = {
  app: { baseUrl?: string | undefined };
  account: { externalId: string };
  findings?: Readonly<Record<string, string>>;
};

/** How the keys of all edges of a channel begin. */
export const edgesOf = ({ app, account }: Channel): string => `${app.baseUrl ?? ''} ${account.externalId} `;

/** What is remembered for a channel and an edge, whichever node it is of. */
export const edgeKey = (channel: Channel, path: string): string => edgesOf(channel) + edgeOf(path);

/** The size of an edge's page that a check has found. */
export function foundSize({ findings }: Channel, path: string): number | undefined {
  const size = Number(findings?.[`size ${edgeOf(path)}`]);
  return Number.isInteger(size) && size > 0 ? size : undefined;
}

function edgeOf(path: string): string {
  return path.replace(/^[^/]+/, '{id}');
}

/**
 * Calls the Graph API, with a smaller page where the network says that this one is too much. Lists inside an entry stay as they
 * are: nothing reads their next page.
 */
export async function withReadablePage<T>(
  channel: Channel,
  call: GraphCall<T>,
  perform: (call: GraphCall<T>) => Promise<T>,
): Promise<T> {
  const { method = 'GET', path, query } = call;
  const limit = query?.['limit'];
  if (method !== 'GET' || typeof limit !== 'number') return await perform(call);
  const { answer } = await atReadableSize(
    { key: edgeKey(channel, path), largest: limit, found: foundSize(channel, path), isTooMuch },
    (size) => perform({ ...call, query: { ...query, limit: size } }),
  );
  return answer;
}

/** An HTTP 500 that repeats at the same size. Source: developers' reports; the message is the network's own. */
export function isTooMuch(error: unknown): boolean {
  return error instanceof GraphError && error.code === 1 && /reduce the amount of data/i.test(error.message);
}
