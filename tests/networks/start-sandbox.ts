import type { Connector, ItemKind } from '#lib/networks/contract.ts';
import { parseLossless } from '#lib/networks/kit/lossless-json.ts';
import type { CreateSandbox } from '#sandbox/kit/types.ts';
import { connectChannel } from './channel.ts';
import { hearAll } from './push-only.ts';
import type { ConformanceOptions, NetworkDriver } from './conformance.ts';
import { serveChecked } from './spec-check/serve-checked.ts';

export type SandboxConformance<Credentials> = ConformanceOptions & {
  connector: Connector<Credentials>;
  createSandbox: CreateSandbox;
  /** How long until stored messages are read again, in milliseconds. */
  recheckMs?: number;
  /** How long the connector waits for an answer, in milliseconds. */
  timeoutMs?: number;
  /** The network's clock. */
  now?: () => Date;
  /** False: what is exchanged is not held against the specification, for it is made to differ. */
  isChecked?: boolean;
};

const DAY_MS = 24 * 3_600_000;

/** Serves a network's sandbox, with the brand's account ready to be connected. */
export async function startSandbox<Credentials>({
  connector,
  createSandbox,
  kind = 'comment',
  recheckMs = DAY_MS,
  timeoutMs = 2_000,
  isChecked = true,
  now,
}: SandboxConformance<Credentials> & { kind?: ItemKind }) {
  const server = await serveChecked(connector.network, createSandbox, { isChecked, ...(now && { now }) });
  const served = server.networks.get(connector.network);
  if (!served) throw new Error('the sandbox was not made');
  const { sandbox, faults, url } = served;
  const handle = sandbox.handle.bind(sandbox);
  const heard = connector.isPushOnly ? hearAll(url, sandbox) : null;
  const app = {
    baseUrl: url,
    ...sandbox.app,
    options: { ...sandbox.app.options, timeout_ms: String(timeoutMs) },
  };
  const driver: NetworkDriver<Credentials> = {
    connector,
    connect: () => connectChannel(connector, sandbox.connectInput(), app),
    brandPosts: (text) => sandbox.brandPosts(text),
    fanComments: (under, text, late) => sandbox.fanWrites({ kind, text, fan: 'ana', under, ...late }),
    fanEdits: (id, text) => sandbox.fanEdits(id, text),
    fanDeletes: (id) => sandbox.fanDeletes(id),
    fail: (what, fault) => faults.failNext(what, fault),
    beforeRequests: (decide) => {
      const take = faults.take.bind(faults);
      faults.take = (...call) => decide() ?? take(...call);
    },
    changeAnswers: (change) => {
      if (heard) heard.change = change;
      sandbox.handle = async (request) => {
        const { body, json, ...answer } = await handle(request);
        if (json !== undefined) return { ...answer, json: change(json) };
        const parsed = typeof body === 'string' ? readJson(body) : undefined;
        return parsed === undefined
          ? { ...answer, ...(body !== undefined && { body }) }
          : { ...answer, json: change(parsed) };
      };
    },
    fanWrites: (words) => sandbox.fanWrites(words),
    expireAccess: () => sandbox.expireAccess(),
    expireRefresh: () => sandbox.expireRefresh(),
    revoke: () => sandbox.revoke(),
    logins: () => sandbox.logins(),
    answersTo: (id) => sandbox.answersTo(id),
    isSet: (what, id) => sandbox.isSet(what, id),
    recheckMs,
    broken: () => [...server.broken, ...sandbox.exceeded()],
    stop: () => server.stop(),
  };
  return { ...driver, sandbox, faults, app, url, server };
}

/** The text as JSON, where it is: ids too long for a number are in it as text. */
function readJson(text: string): unknown {
  try {
    return parseLossless(text);
  } catch {
    return undefined;
  }
}
