import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll } from 'vitest';
import { handle } from '#lib/api/handle.ts';
import { openSession } from '#lib/users/sessions/open-session.ts';
import type { Caller } from '#lib/caller.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { closeQueues } from '#lib/queue/enqueue.ts';
import { issueApiKey } from '#lib/workspaces/api-keys/issue-api-key.ts';
import { checkAgainstDocument } from './check-against-document.ts';

export type ApiAnswer = { status: number; headers: Headers; text: string; body: Record<string, unknown> };

export type ApiCall = {
  key?: string;
  sessionId?: string;
  headers?: Record<string, string>;
  body?: unknown;
  raw?: BodyInit;
};

/** Serves the API over real HTTP. The cookie contains the session's id unsealed, since sealing it is up to the web. */
export async function startApi() {
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
  return {
    origin,
    /**
     * Every answer is checked against the OpenAPI document.
     * @param path below `/api/v1/`
     */
    call: async (
      method: string,
      path: string,
      { key, sessionId, headers, body, raw }: ApiCall = {},
    ): Promise<ApiAnswer> => {
      const response = await fetch(`${origin}/api/v1/${path}`, {
        method,
        headers: {
          ...(key ? { authorization: `Bearer ${key}` } : {}),
          ...(sessionId ? { cookie: `session=${sessionId}` } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(raw === undefined ? {} : { body: raw }),
      });
      const text = await response.text();
      checkAgainstDocument(method, path, { status: response.status, headers: response.headers, text });
      const isJson = response.headers.get('content-type')?.includes('json');
      return {
        status: response.status,
        headers: response.headers,
        text,
        body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {}, // every answer is an object
      };
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

export type Api = Awaited<ReturnType<typeof startApi>>;

/** Serves the API for the tests of one file, and closes afterwards what they opened. */
export async function serveApi(): Promise<Api> {
  const api = await startApi();
  afterAll(async () => {
    await api.stop();
    await closeQueues();
    await closeDatabase();
  });
  return api;
}

export async function anApiKey(caller: Caller): Promise<{ id: string; key: string }> {
  return await inWorkspace(caller.workspaceId, async (tx) => await issueApiKey(tx, { ...caller, name: 'test' }));
}

export async function aSession(caller: Caller): Promise<string> {
  const { sessionId } = await openSession(caller, { ipAddress: '127.0.0.1', userAgent: 'test' });
  return sessionId;
}

async function serve(incoming: IncomingMessage, outgoing: ServerResponse) {
  const gone = new AbortController();
  outgoing.on('close', () => gone.abort());
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD';
  const request = new Request(`http://${incoming.headers.host}${incoming.url}`, {
    method: incoming.method ?? 'GET',
    headers,
    signal: gone.signal,
    ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' } : {}), // the same streams, typed twice
  });
  const response = await handle(request, {
    locale: headers.get('accept-language')?.startsWith('fr') ? 'fr' : 'en',
    readSessionId: async () => /session=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1] ?? null,
  });
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (!response.body) return outgoing.end();
  for await (const chunk of response.body)
    if (!outgoing.write(chunk)) await new Promise((ready) => outgoing.once('drain', ready).once('close', ready));
  outgoing.end();
}
