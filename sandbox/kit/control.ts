import { z } from 'zod';
import type { SandboxServer } from './serve.ts';
import type { SandboxAnswer } from './types.ts';

const kinds = z.enum(['comment', 'mention', 'message', 'review']);

/** The orders that another process can send to a network, with their parameters. */
const orders = {
  brandPosts: z.object({ text: z.string() }),
  fanWrites: z.object({
    kind: kinds,
    text: z.string(),
    fan: z.string().exactOptional(),
    under: z.string().exactOptional(),
    rating: z.number().exactOptional(),
    variant: z.string().exactOptional(),
    agoMs: z.number().exactOptional(),
  }),
  fanEdits: z.object({ id: z.string(), text: z.string() }),
  fanDeletes: z.object({ id: z.string() }),
  fanReads: z.object({ id: z.string() }),
  answersTo: z.object({ id: z.string() }),
  isSet: z.object({ kind: z.enum(['hide', 'like', 'block', 'mute', 'delete']), id: z.string() }),
  held: z.object({}),
  exceeded: z.object({}),
  connectInput: z.object({}),
  revoke: z.object({}),
  expireAccess: z.object({}),
  withhold: z.object({ what: z.string() }),
} as const;

/** Answers `POST /_control/<network>/<order>` with JSON, for tests that run the networks in another process. */
export async function control(server: SandboxServer, path: string, body: Buffer): Promise<SandboxAnswer> {
  const [network = '', order = ''] = path.split('/');
  const served = server.networks.get(network);
  if (!served || !Object.hasOwn(orders, order)) return { status: 404, json: { error: 'no such network or order' } };
  const given: unknown = body.length > 0 ? JSON.parse(body.toString()) : {};
  return { status: 200, json: { result: (await obey(served.sandbox, order as keyof typeof orders, given)) ?? null } };
}

type Sandbox = NonNullable<ReturnType<SandboxServer['networks']['get']>>['sandbox'];

async function obey(sandbox: Sandbox, order: keyof typeof orders, given: unknown): Promise<unknown> {
  switch (order) {
    case 'brandPosts':
      return sandbox.brandPosts(orders[order].parse(given).text);
    case 'fanWrites':
      return sandbox.fanWrites(orders[order].parse(given));
    case 'fanEdits': {
      const { id, text } = orders[order].parse(given);
      return sandbox.fanEdits(id, text);
    }
    case 'fanDeletes':
      return sandbox.fanDeletes(orders[order].parse(given).id);
    case 'fanReads':
      return sandbox.fanReads?.(orders[order].parse(given).id);
    case 'answersTo':
      return sandbox.answersTo(orders[order].parse(given).id);
    case 'isSet': {
      const { kind, id } = orders[order].parse(given);
      return sandbox.isSet(kind, id);
    }
    case 'held':
      return sandbox.held();
    case 'exceeded':
      return sandbox.exceeded();
    case 'connectInput':
      return sandbox.connectInput();
    case 'revoke':
      return sandbox.revoke();
    case 'expireAccess':
      return sandbox.expireAccess();
    case 'withhold':
      return sandbox.withhold?.(orders[order].parse(given).what);
    default:
      return order satisfies never;
  }
}
