import type { Connector, ItemKind } from '#lib/networks/contract.ts';
import type { CreateSandbox } from '#sandbox/kit/types.ts';
import { connectChannel } from './channel.ts';
import type { ConformanceOptions, NetworkDriver } from './conformance.ts';
import { serveChecked } from './spec-check/serve-checked.ts';

export type SandboxConformance<Credentials> = ConformanceOptions & {
  connector: Connector<Credentials>;
  createSandbox: CreateSandbox;
  /** How long until stored messages are read again, in milliseconds. */
  recheckMs?: number;
  /** How long the connector waits for an answer, in milliseconds. */
  timeoutMs?: number;
};

const DAY_MS = 24 * 3_600_000;

/** Serves a network's sandbox, with the brand's account ready to be connected. */
export async function startSandbox<Credentials>({
  connector,
  createSandbox,
  kind = 'comment',
  recheckMs = DAY_MS,
  timeoutMs = 2_000,
}: SandboxConformance<Credentials> & { kind?: ItemKind }) {
  const server = await serveChecked(connector.network, createSandbox);
  const served = server.networks.get(connector.network);
  if (!served) throw new Error('the sandbox was not made');
  const { sandbox, faults, url } = served;
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
