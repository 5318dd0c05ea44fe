import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Faults } from './faults.ts';
import { page } from './page.ts';
import { picture, withPictures } from './picture.ts';
import type { Cast, CreateSandbox, NetworkSandbox, SandboxAnswer, SandboxRequest } from './types.ts';

/** One network as it is served. */
export type ServedNetwork = {
  sandbox: NetworkSandbox;
  faults: Faults;
  url: string;
  calls: { method: string; path: string; status: number }[];
};

export type SandboxServer = { url: string; networks: Map<string, ServedNetwork>; stop: () => Promise<void> };

/** Sees every exchange: the tests check requests and answers against the published specifications. */
export type Witness = (network: string, request: SandboxRequest, answer: SandboxAnswer) => void;

const CALLS_KEPT = 2_000;

/**
 * Serves stand-ins on loopback, each under `/<network>`, with a page of what its audience sees at `/<network>/_public`,
 * and the pictures that people send under `/_media/<name>.png`.
 * @param control answers the calls under `/_control/`, where there is somebody to steer the networks from outside
 */
export async function serveSandboxes(
  creates: ReadonlyMap<string, CreateSandbox>,
  {
    port = 0,
    now = () => new Date(),
    witness,
    control,
    hangsPictures = false,
    castAt,
    drawPicture = picture,
  }: {
    port?: number;
    now?: () => Date;
    witness?: Witness;
    control?: (server: SandboxServer, path: string, body: Buffer) => Promise<SandboxAnswer>;
    /** The networks' picture addresses point here, so that a demo never asks the real networks. */
    hangsPictures?: boolean;
    /** Who is on all of the networks, with picture addresses at this server. */
    castAt?: (origin: string) => Cast;
    /** Draws what is asked for under `/_media/`. */
    drawPicture?: (path: string) => SandboxAnswer;
  } = {},
): Promise<SandboxServer> {
  const http = createServer((request, response) => void answer(request, response));
  await new Promise<void>((ready) => http.listen(port, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`; // it listens on a port
  const networks = new Map<string, ServedNetwork>();
  const server: SandboxServer = {
    url,
    networks,
    stop: () =>
      new Promise((stopped) => {
        http.close(() => stopped());
        http.closeAllConnections();
      }),
  };
  for (const [network, create] of creates) {
    const at = `${url}/${network}`;
    const pictures = hangsPictures ? { withPictures: (json: unknown) => withPictures(json, url) } : {};
    const sandbox = create({ baseUrl: at, now, ...pictures, ...(castAt ? { cast: castAt(url) } : {}) });
    networks.set(network, { sandbox, faults: new Faults(), url: at, calls: [] });
  }

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = await read(incoming);
      const { pathname, searchParams } = new URL(incoming.url ?? '/', url);
      const [, name = '', ...rest] = pathname.split('/');
      if (name === '_media') return send(response, drawPicture(rest.join('/')));
      if (name === '_control' && control) return send(response, await control(server, rest.join('/'), body));
      const served = networks.get(name);
      if (!served) return send(response, page('Parvis sandbox', index(networks), name === '' ? 200 : 404));
      if (rest[0] === '_public') return send(response, page(served.sandbox.brand.name, served.sandbox.publicPage()));
      const request: SandboxRequest = {
        method: incoming.method ?? 'GET',
        path: `/${rest.join('/')}`,
        query: searchParams,
        headers: Object.fromEntries(Object.entries(incoming.headers).map(([key, value]) => [key, String(value)])),
        body,
      };
      await answerAs(served, request, response);
    } catch (error) {
      // oxlint-disable-next-line no-console -- a bug of the sandbox must not look like a failing network
      console.error(error);
      if (!response.headersSent) send(response, { status: 599, json: { sandbox: String(error) } });
    }
  }

  async function answerAs(served: ServedNetwork, request: SandboxRequest, response: ServerResponse): Promise<void> {
    const { sandbox, faults, calls } = served;
    const note = (given: SandboxAnswer) => {
      calls.push({ method: request.method, path: request.path, status: given.status });
      if (calls.length > CALLS_KEPT) calls.shift();
    };
    const fault = faults.take(sandbox.isWrite(request), now());
    if (fault?.kind === 'silence') return;
    if (fault?.kind === 'cut' && fault.when === 'before') return void response.socket?.destroy();
    if (fault?.kind === 'garbage') {
      return send(response, { status: 200, headers: { 'content-type': 'application/json' }, body: '{"data": [ "…' });
    }
    const unhandled =
      fault?.kind === 'rate_limited'
        ? sandbox.limited(fault.until)
        : fault?.kind === 'server_error'
          ? sandbox.broken()
          : fault?.kind === 'rejected'
            ? sandbox.rejects()
            : faults.refusalOf(request);
    const answered = unhandled ?? (await sandbox.handle(request));
    const given = { ...answered, headers: { ...answered.headers, ...faults.headers } };
    note(given);
    if (!unhandled) witness?.(sandbox.network, request, given);
    if (fault?.kind === 'cut') return void response.socket?.destroy();
    send(
      response,
      hangsPictures && given.json !== undefined ? { ...given, json: withPictures(given.json, url) } : given,
    );
  }

  return server;
}

async function read(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer); // a request's stream gives buffers
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, { status, headers = {}, json, body }: SandboxAnswer): void {
  const isJson = json !== undefined;
  response.writeHead(status, { ...(isJson ? { 'content-type': 'application/json; charset=utf-8' } : {}), ...headers });
  response.end(isJson ? JSON.stringify(json) : (body ?? ''));
}

function index(networks: ReadonlyMap<string, ServedNetwork>): string {
  const lines = [...networks].map(
    ([network, { sandbox }]) => `<li><a href="/${network}/_public">${network}</a> · ${sandbox.brand.name}</li>`,
  );
  return `<ul>${lines.join('')}</ul>`;
}
