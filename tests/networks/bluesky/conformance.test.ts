import { createBluesky } from '#lib/networks/bluesky/connector.ts';
import type { BlueskyCredentials } from '#lib/networks/bluesky/credentials.ts';
import { connectChannel } from '../channel.ts';
import { conformance, type NetworkDriver, type NetworkFault } from '../conformance.ts';
import { interruptions } from '../interruptions.ts';
import { unreadableEntries } from '../unreadable-entries.ts';
import { type Fault, StandIn } from './stand-in/stand-in.ts';

const READS = /listNotifications/;
const WRITES = /createRecord|putRecord/;

const start = async (): Promise<NetworkDriver<BlueskyCredentials>> => {
  const standIn = await new StandIn().start();
  const { world } = standIn;
  const connector = createBluesky({ allowPrivate: true, serviceUrl: standIn.url, timeoutMs: 2_000 });
  const fan = world.account('ana');
  const records = (collection: string) =>
    [...world.records.values()].filter(({ uri }) => uri.startsWith(`at://${world.brand.did}/${collection}/`));

  return {
    connector,
    connect: () => connectChannel(connector, { identifier: world.brand.handle, password: standIn.password }),
    brandPosts: (text) => world.post(world.brand.did, text).uri,
    fanComments: (parent, text, given) =>
      world.post(fan.did, text, { parent, ...(given && { indexedAgoMs: given.agoMs }) }).uri,
    fanEdits: (uri, text) => world.edit(uri, text),
    fanDeletes: (uri) => void world.records.delete(uri),
    beforeRequests: (decide) => {
      standIn.beforeRequests = () => {
        const fault = decide();
        return fault ? faultOf(fault) : null;
      };
    },
    changeAnswers: (change) => void (standIn.change = change),
    fail: (what, fault) => standIn.fail(what === 'read' ? READS : WRITES, faultOf(fault)),
    expireAccess: () => standIn.expireAccess(),
    expireRefresh: () => standIn.expireRefresh(),
    revoke: () => {
      standIn.password = 'another one';
      standIn.expireAccess();
      standIn.expireRefresh();
    },
    logins: () => ({ signIns: count(standIn, 'createSession'), refreshes: count(standIn, 'refreshSession') }),
    answersTo: (uri) =>
      records('app.bsky.feed.post')
        .filter(({ value }) => (value.reply as { parent: { uri: string } } | undefined)?.parent.uri === uri) // by its Lexicon
        .map(({ value }) => String(value.text)),
    isSet: (kind, uri) => {
      if (kind === 'mute') return world.muted.has(fan.did);
      if (kind === 'delete') return !world.records.has(uri);
      const collection = { hide: 'feed.threadgate', like: 'feed.like', block: 'graph.block' }[kind];
      return JSON.stringify(records(`app.bsky.${collection}`)).includes(kind === 'block' ? fan.did : uri);
    },
    recheckMs: 10 * 60_000 + 3_600_000,
    broken: () => standIn.broken,
    stop: () => standIn.stop(),
  };
};

conformance('Bluesky', createBluesky().capabilities, start, { signsInAgain: true, tellsLimitEnd: true });
interruptions('Bluesky', createBluesky().capabilities, start);
unreadableEntries('Bluesky', createBluesky().capabilities, start);

function count(standIn: StandIn, method: string): number {
  return standIn.calls.filter((nsid) => nsid === `com.atproto.server.${method}`).length;
}

function faultOf(fault: NetworkFault): Fault {
  switch (fault.kind) {
    case 'rate_limited':
      return {
        kind: 'answer',
        status: 429,
        headers: { 'ratelimit-limit': '3000', 'ratelimit-remaining': '0', 'ratelimit-reset': `${+fault.until / 1000}` },
        body: JSON.stringify({ error: 'RateLimitExceeded', message: 'Rate Limit Exceeded' }),
      };
    case 'server_error':
      return { kind: 'answer', status: 502, body: '<html>Bad gateway</html>' };
    case 'rejected':
      return {
        kind: 'answer',
        status: 400,
        body: '{"error":"InvalidRequest","message":"Error: params must be valid"}',
      };
    case 'garbage':
      return { kind: 'answer', status: 200, body: '{"notifications": "none' };
    case 'silence':
    case 'cut':
      return fault;
  }
}
