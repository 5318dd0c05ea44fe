import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { checkChannel } from '#lib/channels/check/check-channel.ts';
import { runCheck } from '#lib/channels/check/run-check.ts';
import { getChannelCheck } from '#lib/channels/check/get-channel-check.ts';
import type { ChannelCheckView, CheckLineView } from '#lib/channels/check/types.ts';
import type { CreateSandbox, SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';
import { database } from '#tests/support/owner-database.ts';
import { aSandboxChannel, serveSandbox } from './sandbox-channel.ts';

// Nobody answers there; the networks push only to such an address.
process.env.PUBLIC_URL = 'https://inbox.example.test';

type Planted = { name: string; kind: CheckLineView['kind'] };
type Case = {
  network: string;
  /** A permission that the account takes back, and whether it shows only at the next renewal of the token. */
  scope: string;
  isRenewed?: true;
  /** What the network refuses to push, and the event's line. */
  event?: { withheld: string; line: string };
  /** A field that the network refuses, at which request, and in which of its words. */
  field: { at: RegExp; answer: SandboxAnswer; line: string; words: string };
  /** A rate limit, with what the network's headers said of it; `by`: the channel's own or the app's. */
  quota: { name: string } & (
    | { by: 'channel' | 'operator'; max: number }
    /** What the network's own headers say of it. */
    | { headers: (accountId: string) => Record<string, string> }
  );
};

const graph = (words: string): SandboxAnswer => ({
  status: 400,
  json: { error: { message: words, type: 'OAuthException', code: 100 } },
});
/** The header in which Meta says how much of a quota is used, in percent. */
const usage = (type: string) => (accountId: string) => ({
  'x-business-use-case-usage': JSON.stringify({
    [accountId]: [{ type, call_count: 97, total_cputime: 1, total_time: 1, estimated_time_to_regain_access: 0 }],
  }),
});
const googleFault = (words: string): SandboxAnswer => ({
  status: 400,
  json: { error: { code: 400, message: words, status: 'INVALID_ARGUMENT', errors: [{ reason: 'badRequest' }] } },
});

const cases: Case[] = [
  {
    network: 'facebook',
    scope: 'pages_messaging',
    event: { withheld: 'pages_messaging', line: 'messages' },
    field: {
      at: /\/tagged$/,
      answer: graph('(#100) Tried accessing nonexisting field (permalink_url)'),
      line: 'GET /{page}/tagged',
      words: 'nonexisting field (permalink_url)',
    },
    quota: { name: 'page', headers: usage('pages') },
  },
  {
    network: 'instagram',
    scope: 'instagram_business_manage_messages',
    event: { withheld: 'instagram_business_manage_messages', line: 'messages' },
    field: {
      at: /\/tags$/,
      answer: graph('(#100) Tried accessing nonexisting field (like_count)'),
      line: 'GET /{user}/tags',
      words: 'nonexisting field (like_count)',
    },
    quota: { name: 'graph', headers: usage('instagram') },
  },
  {
    network: 'threads',
    scope: 'threads_manage_mentions',
    field: {
      at: /\/me\/mentions$/,
      answer: graph('(#100) Tried accessing nonexisting field (is_quote_post)'),
      line: 'GET /me/mentions',
      words: 'nonexisting field (is_quote_post)',
    },
    quota: { name: 'calls', headers: usage('threads') },
  },
  {
    network: 'x',
    isRenewed: true,
    scope: 'dm.read',
    event: { withheld: 'post.reply.create', line: 'post.reply.create' },
    field: {
      at: /\/mentions$/,
      answer: {
        status: 400,
        json: { title: 'Invalid Request', detail: 'The `media.fields` value [variants] is not valid', status: 400 },
      },
      line: 'GET /2/users/{id}/mentions',
      words: '[variants] is not valid',
    },
    quota: {
      name: 'mentions',
      headers: () => ({
        'x-rate-limit-limit': '1',
        'x-rate-limit-remaining': '1',
        'x-rate-limit-reset': String(Math.floor(Date.now() / 1000) + 900),
      }),
    },
  },
  {
    network: 'linkedin',
    scope: 'r_organization_social',
    event: { withheld: 'eventSubscriptions', line: 'ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS' },
    field: {
      at: /organizationalEntityNotifications/,
      answer: {
        status: 400,
        json: { status: 400, message: 'Invalid query parameter: timeRange', code: 'ILLEGAL_ARGUMENT' },
      },
      line: 'GET organizationalEntityNotifications',
      words: 'Invalid query parameter: timeRange',
    },
    // The smallest tier: a page is read more often than 100 times a day.
    quota: { name: 'member_day', by: 'channel', max: 100 },
  },
  {
    network: 'youtube',
    isRenewed: true,
    scope: 'https://www.googleapis.com/auth/youtube.force-ssl',
    field: {
      at: /\/commentThreads$/,
      answer: googleFault('The request specifies an invalid part: replies'),
      line: 'GET commentThreads',
      words: 'invalid part: replies',
    },
    quota: { name: 'units', by: 'operator', max: 1_000 },
  },
  {
    network: 'tiktok',
    isRenewed: true,
    scope: 'message.list.read',
    event: { withheld: 'DIRECT_MESSAGE', line: 'DIRECT_MESSAGE' },
    field: {
      at: /business\/mention\/video\/list/,
      answer: { status: 200, json: { code: 40002, message: 'Invalid field: creator_handle_name', request_id: '1' } },
      line: 'business/mention/video/list',
      words: 'Invalid field: creator_handle_name',
    },
    quota: { name: 'business/video/list:day', by: 'operator', max: 100 },
  },
  {
    network: 'google',
    isRenewed: true,
    scope: 'https://www.googleapis.com/auth/business.manage',
    field: {
      at: /\/reviews$/,
      answer: googleFault('Invalid value at order_by'),
      line: 'GET reviews',
      words: 'Invalid value at order_by',
    },
    quota: { name: 'reviews', by: 'operator', max: 0.1 },
  },
  {
    network: 'pinterest',
    isRenewed: true,
    scope: 'pins:read',
    field: {
      at: /\/pins$/,
      answer: { status: 400, json: { code: 1, message: 'Invalid parameter: pin_metrics' } },
      line: 'GET /pins',
      words: 'Invalid parameter: pin_metrics',
    },
    quota: { name: 'trial_day', by: 'operator', max: 10 },
  },
  {
    network: 'snapchat',
    isRenewed: true,
    scope: 'snapchat-profile-api',
    field: {
      at: /my_profile$/,
      answer: { status: 400, json: { request_status: 'ERROR', debug_message: 'Invalid field: logo_urls' } },
      line: 'Snapchat',
      words: 'logo_urls',
    },
    quota: { name: 'token_second', by: 'channel', max: 0.00001 },
  },
];

const served = new Map<string, Awaited<ReturnType<typeof serveSandbox>>>();
for (const { network } of cases) {
  const { createSandbox } = (await import(`#sandbox/${network}/sandbox.ts`)) as { createSandbox: CreateSandbox };
  served.set(network, await serveSandbox(network, createSandbox));
}
// The smallest tiers, which have quotas of their own.
Object.assign(process.env, { PARVIS_LINKEDIN_DAILY_CALLS: 'development', PARVIS_PINTEREST_ACCESS: 'trial' });
afterAll(async () => {
  for (const { server } of served.values()) await server.stop();
});

const servedOf = (network: string) => {
  const found = served.get(network);
  if (!found) throw new Error(`${network} is not served`);
  return found;
};

describe.each(cases)('the check of a channel of $network', ({ network, scope, isRenewed, event, field, quota }) => {
  const { sandbox, faults } = servedOf(network);
  let channel: Awaited<ReturnType<typeof aSandboxChannel>>;
  beforeAll(async () => {
    if (sandbox.kinds.length > 0) {
      const post = sandbox.brandPosts('Nouveautés');
      for (const kind of sandbox.kinds) {
        const under = kind === 'comment' ? { under: post } : {};
        const words = kind === 'mention' ? `@${sandbox.brand.handle} bravo` : 'Bonjour';
        sandbox.fanWrites({
          kind,
          text: words,
          fan: 'ana',
          agoMs: 3_600_000,
          ...under,
          ...(kind === 'review' ? { rating: 4 } : {}),
        });
      }
    }
    channel = await aSandboxChannel(network, sandbox);
  });
  const check = async () => {
    await checkChannel(channel.admin, channel.channelRef);
    await runCheck(channel.channelRef);
    return await getChannelCheck(channel.admin, channel.channelRef);
  };
  const failedIn = ({ check: done }: ChannelCheckView): Planted[] =>
    (done?.lines ?? []).flatMap(({ kind, name, outcome }) => (outcome === 'failed' ? [{ kind, name }] : []));
  const lineOf = ({ check: done }: ChannelCheckView, kind: string, name: string) =>
    done?.lines.find((line) => line.kind === kind && line.name === name);

  const quotaLine = async () => lineOf(await check(), 'quota', quota.name);
  const sayingSo = async ({ headers }: { headers: (accountId: string) => Record<string, string> }) => {
    faults.headers = headers(sandbox.brand.externalId);
    const line = await quotaLine();
    faults.headers = {};
    return line;
  };
  /** As if the network had said it of the app, or the operator had set it. */
  const holdingSo = async ({ by, max }: { by: 'channel' | 'operator'; max: number }) => {
    const ownerId = by === 'channel' ? channel.channelId : null;
    const key = `${network}:${ownerId ?? 'operator'}:${quota.name}`;
    const row = { max, used: 0, resetAt: new Date(Date.now() + 3_600_000) };
    const { prisma } = database();
    await prisma.rateLimitUse.upsert({ where: { key }, create: { key, ownerId, ...row }, update: row });
    const line = await quotaLine();
    return line;
  };
  afterEach(async () => {
    // What was used up in one test must not keep another from calling.
    await database().prisma.rateLimitUse.deleteMany({ where: { key: { startsWith: `${network}:` } } });
  });

  test('nothing fails where nothing is planted', async () => {
    const view = await check();
    expect(view.check?.finishedAt).not.toBeNull();
    // The smallest tier of this network is too small for its own schedule.
    const natural = network === 'linkedin' ? ['member_day'] : [];
    const failed = failedIn(view).filter(({ kind, name }) => kind !== 'webhook' && !natural.includes(name));
    expect(failed).toEqual([]);
    expect(view.check?.lines.filter(({ reason }) => reason === 'broken')).toEqual([]);
    expect(view.check?.lines.find(({ kind }) => kind === 'sign_in')?.outcome).toBe('passed');
  });

  test('a refused field is named, in the network’s own words', async () => {
    faults.refuse(({ path }: SandboxRequest) => field.at.test(path), field.answer);
    const view = await check();
    faults.refuseNothing();
    const line = view.check?.lines.find(({ name }) => name === field.line);
    expect(line).toMatchObject({ outcome: 'failed', detail: expect.stringContaining(field.words) as string });
  });

  test('a quota that is too small is named, with what is needed of it', async () => {
    const line = 'headers' in quota ? await sayingSo(quota) : await holdingSo(quota);
    expect(line).toMatchObject({ outcome: 'failed' });
    if (line?.reason !== 'quota_nearly_used') expect(line?.needed).toBeGreaterThan(line?.available ?? Infinity);
  });

  test('a refused subscription is named', async ({ skip }) => {
    if (!event) return skip('the network pushes nothing, or its pushes are set up by hand');
    sandbox.withhold?.(event.withheld);
    const line = lineOf(await check(), 'event', event.line);
    expect(line).toMatchObject({ outcome: 'failed', detail: expect.any(String) as string });
  });

  test('a permission that is missing is named', async () => {
    sandbox.withhold?.(scope);
    if (isRenewed) sandbox.expireAccess();
    const view = await check();
    const line = lineOf(view, 'scope', scope);
    // Networks that list no permissions show it where something is refused.
    if (line?.reason === 'not_told') expect(failedIn(view).length).toBeGreaterThan(0);
    else expect(line).toMatchObject({ outcome: 'failed', reason: 'scope_missing' });
  });
});
