import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jsonToLex, lexicons } from '@atproto/api';
import { noteCounts } from '../../spec-check/counts.ts';
import { methods, Refused } from './methods.ts';
import { World } from './world.ts';

/**
 * What goes wrong with the next call of a method. `before`: nothing was done; `after`: everything was done, and the
 * answer was lost.
 */
export type Fault =
  | { kind: 'answer'; status: number; headers?: Record<string, string>; body: string }
  | { kind: 'cut'; when: 'before' | 'after' }
  | { kind: 'silence' }
  | { kind: 'meanwhile'; act: () => Promise<unknown> | void };

const CHAT_SERVICE = 'did:web:api.bsky.chat#bsky_chat';

/**
 * A personal data server as an HTTP client sees it, for faults that the real software cannot be made to have. It
 * accepts and returns only what the official Lexicons allow; `broken` lists the violations.
 */
export class StandIn {
  readonly world = new World();
  readonly broken: string[] = [];
  readonly calls: string[] = [];
  password = 'aaaa-bbbb-cccc-dddd';
  /** What the app password may do; the service may also be missing from the server. */
  chat: 'allowed' | 'forbidden' | 'missing' = 'allowed';
  headers: Record<string, string> = {};
  url = '';
  readonly #access = new Set<string>();
  readonly #refresh = new Set<string>();
  readonly #faults: { nsid: RegExp; fault: Fault }[] = [];
  /** Asked before each request how it fails. */
  beforeRequests: () => Fault | null = () => null;
  /** Changes each answer. */
  change: (body: unknown) => unknown = (body) => body;
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  #tokens = 0;
  /** The calls that were held against the Lexicons. */
  #held = 0;

  async start(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const { port } = this.#server.address() as AddressInfo; // listens on TCP
    this.url = `http://127.0.0.1:${port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
    const held = this.#held;
    const undocumented = this.calls.length - held;
    noteCounts({ network: 'bluesky', held, undocumented, problems: this.broken.length });
  }

  /** The next matching call goes wrong like this, once. */
  fail(nsid: RegExp, fault: Fault): void {
    this.#faults.push({ nsid, fault });
  }

  expireAccess(): void {
    this.#access.clear();
  }

  expireRefresh(): void {
    this.#refresh.clear();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const nsid = url.pathname.replace('/xrpc/', '');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer); // no encoding was set
    this.calls.push(nsid);
    const at = this.#faults.findIndex((entry) => entry.nsid.test(nsid));
    const fault = this.beforeRequests() ?? (at === -1 ? undefined : this.#faults.splice(at, 1)[0]?.fault);
    if (fault?.kind === 'silence') return;
    if (fault?.kind === 'cut' && fault.when === 'before') return void request.socket.destroy();
    if (fault?.kind === 'answer') {
      return void response.writeHead(fault.status, { ...this.headers, ...fault.headers }).end(fault.body);
    }
    if (fault?.kind === 'meanwhile') await fault.act();
    const answer = this.#handle(nsid, request, url.searchParams, Buffer.concat(chunks));
    if (fault?.kind === 'cut') return void request.socket.destroy();
    const headers = { ...this.headers, 'content-type': 'application/json' };
    response
      .writeHead(answer.status, headers)
      .end(answer.body === undefined ? '' : JSON.stringify(this.change(answer.body)));
  }

  #handle(
    nsid: string,
    request: IncomingMessage,
    params: URLSearchParams,
    bytes: Buffer,
  ): { status: number; body: unknown } {
    try {
      const body = this.#run(nsid, request, params, bytes);
      if (nsid in methods && body !== undefined)
        this.#check(() => lexicons.assertValidXrpcOutput(nsid, jsonToLex(json(body))));
      return { status: 200, body };
    } catch (cause) {
      if (!(cause instanceof Refused)) throw cause;
      return { status: cause.status, body: { error: cause.code, message: cause.message } };
    }
  }

  #run(nsid: string, request: IncomingMessage, params: URLSearchParams, bytes: Buffer): unknown {
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    const mimeType = request.headers['content-type'] ?? '';
    const input = mimeType === 'application/json' ? (JSON.parse(bytes.toString()) as Record<string, unknown>) : {}; // objects, by Lexicon
    if (nsid === 'com.atproto.server.createSession') {
      const known = [this.world.brand.did, this.world.brand.handle].includes(String(input.identifier));
      if (!known || input.password !== this.password)
        throw new Refused(401, 'AuthenticationRequired', 'Invalid identifier or password');
      return this.#session();
    }
    if (nsid === 'com.atproto.server.refreshSession') {
      if (!this.#refresh.delete(token)) throw new Refused(400, 'ExpiredToken', 'Token has been revoked');
      return this.#session();
    }
    const method = methods[nsid];
    if (!method) throw new Refused(501, 'MethodNotImplemented', 'Method Not Implemented');
    if (!token) throw new Refused(401, 'AuthMissing', 'Authentication Required');
    if (!this.#access.has(token)) throw new Refused(400, 'ExpiredToken', 'Token has expired');
    if (nsid.startsWith('chat.')) this.#checkChat(request);
    this.#held += 1;
    this.#check(() => this.#checkRequest(nsid, params, input, mimeType));
    return method(this.world, { params, input, bytes, mimeType });
  }

  #checkChat(request: IncomingMessage): void {
    if (this.chat === 'forbidden') throw new Refused(400, 'InvalidToken', 'Bad token scope');
    if (this.chat === 'missing' || request.headers['atproto-proxy'] !== CHAT_SERVICE) {
      throw new Refused(501, 'MethodNotImplemented', 'Method Not Implemented');
    }
  }

  #checkRequest(nsid: string, params: URLSearchParams, input: Record<string, unknown>, mimeType: string): void {
    const def = lexicons.getDefOrThrow(nsid, ['query', 'procedure']);
    const properties = def.type === 'query' || def.type === 'procedure' ? (def.parameters?.properties ?? {}) : {};
    const typed = Object.fromEntries(
      [...new Set(params.keys())].map((name) => {
        const all = params.getAll(name);
        const type = properties[name]?.type;
        if (type === undefined) throw new Error(`${nsid} takes no ${name}`);
        return [name, type === 'array' ? all : type === 'integer' ? Number(all[0]) : all[0]];
      }),
    );
    lexicons.assertValidXrpcParams(nsid, typed);
    if (mimeType !== 'application/json') return;
    lexicons.assertValidXrpcInput(nsid, jsonToLex(json(input)));
    if (input.record && typeof input.collection === 'string') {
      lexicons.assertValidRecord(input.collection, jsonToLex(json(input.record)));
    }
  }

  #check(assert: () => unknown): void {
    try {
      assert();
    } catch (cause) {
      this.broken.push(String(cause));
      throw new Refused(400, 'InvalidRequest', String(cause));
    }
  }

  #session() {
    this.#tokens += 1;
    const [accessJwt, refreshJwt] = [`access-${this.#tokens}`, `refresh-${this.#tokens}`];
    this.#access.add(accessJwt);
    this.#refresh.add(refreshJwt);
    const { did, handle } = this.world.brand;
    return { accessJwt, refreshJwt, did, handle, active: true };
  }
}

/** As it is sent: without the keys that are undefined. */
function json(value: unknown) {
  return JSON.parse(JSON.stringify(value)) as Parameters<typeof jsonToLex>[0];
}
