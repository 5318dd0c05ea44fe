import pg from 'pg';
import { ownerUrl } from '#tests/support/owner-database.ts';
import type { WebhookRequest } from '#lib/networks/contract.ts';
import type { CreateSandbox, SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';

const TELLS_A_SECRET = /token|secret|proof|password|jwt|verifier|authorization|signature|^code$/i;
/** Fields with "token" in their name that are not secret: page tokens, token types, scopes. */
const TELLS_NONE = /page|next|prev|pagination|sync|crc|type|expir|challenge|hint|version|scope/i;
const SHORTEST = 12;

/** Collects every secret exchanged with the networks, by the names of their fields. */
export class SecretWatch {
  readonly secrets = new Map<string, string>();
  /** The network repeats what it was given in the error that it answers with. */
  echoes = false;

  add(where: string, name: string, value: unknown): void {
    if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) this.add(where, Array.isArray(value) ? name : key, inner);
      return;
    }
    if (typeof value !== 'string' || !TELLS_A_SECRET.test(name) || TELLS_NONE.test(name)) return;
    for (const secret of name.toLowerCase() === 'authorization' ? value.split(/[\s",=]+/) : [value]) {
      if (secret.length >= SHORTEST && !secret.startsWith('http')) this.secrets.set(secret, `${where} ${name}`);
    }
  }

  addAll(where: string, given: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(given)) this.add(where, name, value);
  }

  addDelivery(network: string, { headers, query }: WebhookRequest): void {
    this.addAll(`${network} delivery`, { ...headers, ...query });
  }

  /** Watches the calls to a network. */
  between(network: string, create: CreateSandbox): CreateSandbox {
    return (given) => {
      const sandbox = create(given);
      const handle = async (request: SandboxRequest): Promise<SandboxAnswer> => {
        const said = { ...request.headers, ...Object.fromEntries(request.query), ...bodyOf(request) };
        this.addAll(`${network} request`, said);
        if (this.echoes) return echo(said);
        const answer = await sandbox.handle(request);
        this.add(`${network} answer`, '', answer.json);
        return answer;
      };
      return new Proxy(sandbox, {
        get: (target, name) => (name === 'handle' ? handle : (Reflect.get(target, name) as unknown)),
      });
    };
  }

  /** @returns the secrets found in a text, by their origin; never the text itself */
  findIn(source: string, text: string): string[] {
    const found: string[] = [];
    for (const [secret, from] of this.secrets) {
      const bytes = Buffer.from(secret);
      const shapes = [
        secret,
        encodeURIComponent(secret),
        bytes.toString('base64').replace(/=+$/, ''),
        bytes.toString('hex'),
      ];
      const at = shapes.map((shape) => text.indexOf(shape)).find((index) => index >= 0);
      if (at !== undefined) found.push(`${source}: ${from} … ${text.slice(Math.max(0, at - 160), at)}`);
    }
    return found;
  }
}

function bodyOf({ headers, body }: SandboxRequest): Record<string, unknown> {
  const text = body.toString('utf8');
  if (text === '') return {};
  if (!headers['content-type']?.includes('json')) return Object.fromEntries(new URLSearchParams(text));
  return JSON.parse(text) as Record<string, unknown>; // a call's body is an object
}

/** An error in the format of every network, which repeats what was sent. */
function echo(said: Record<string, unknown>): SandboxAnswer {
  const words = Object.entries(said).filter(([name]) => TELLS_A_SECRET.test(name) && !TELLS_NONE.test(name));
  const tokens = words.map(([, value]) => String(value).replace(/^Bearer /, ''));
  const query = words.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&');
  const text = `Malformed access token ${tokens[0] ?? ''} at https://api.example.test/v1/comments?limit=1&${query}`;
  const error = { message: text, title: text, detail: text, reason: 'invalid', code: 100, type: 'OAuthException' };
  return {
    status: 400,
    json: {
      ...error,
      error: { ...error, errors: [error], status: 'INVALID_ARGUMENT' },
      errors: [error],
      request_id: 'r-1',
    },
  };
}

/** Everything in the database as text, by table. */
export async function dumpDatabase(): Promise<Map<string, string>> {
  const client = new pg.Client({ connectionString: ownerUrl() });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition`,
  );
  const tables = new Map<string, string>();
  for (const { name } of rows) {
    const all = await client.query<{ text: string | null }>(
      `SELECT string_agg(to_jsonb(t)::text, E'\\n') AS text FROM ${pg.escapeIdentifier(name)} t`,
    );
    tables.set(name, all.rows[0]?.text ?? '');
  }
  await client.end();
  return tables;
}
