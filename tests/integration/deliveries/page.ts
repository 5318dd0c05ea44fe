import { createHmac, randomUUID } from 'node:crypto';
import { GET, POST } from '#app/api/webhooks/[network]/route.ts';
import { writeCredentials } from '#lib/channels/credentials/seal-credentials.ts';
import { database } from '#tests/support/owner-database.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { processDeliveries } from '#lib/sync/deliveries/process-deliveries.ts';
import { aChannel, aWorkspace } from '#tests/support/factories.ts';

/** The operator's app; at the configured address of the network there is no server. */
export const APP = { secret: 'app-secret-of-the-tests', verifyToken: 'verify-token-of-the-tests' };
process.env.PARVIS_FACEBOOK_CLIENT_ID = '1234567890';
process.env.PARVIS_FACEBOOK_CLIENT_SECRET = APP.secret;
process.env.PARVIS_FACEBOOK_WEBHOOK_SECRET = APP.verifyToken;
process.env.PARVIS_FACEBOOK_URL = 'http://127.0.0.1:1';
process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';

/** A workspace with a connected Page, the simplest channel with webhooks. */
export async function aPage({ pageId = String(Math.floor(Math.random() * 1e15)), ...given } = {} as PageGiven) {
  const { workspaceId, admin } = given.workspaceId
    ? { workspaceId: given.workspaceId, admin: null }
    : await aWorkspace();
  const channel = await aChannel({
    workspaceId,
    network: 'facebook',
    externalId: pageId,
    handle: 'lune',
    createdAt: new Date(Date.now() - 3_600_000),
    ...given,
  });
  const channelRef = { workspaceId, channelId: channel.id };
  await inWorkspace(workspaceId, (tx) => writeCredentials(tx, channelRef, {}, { accessToken: 'page-token' }));
  return { ...channelRef, channelRef, admin, pageId };
}

type PageGiven = {
  pageId?: string;
  workspaceId?: string;
  status?: 'connected' | 'reconnect' | 'paused' | 'disconnected';
};

/** A webhook about a recommendation of the Page, which contains all of it. */
export function recommendation(pageId: string, text: string, { id = randomUUID(), at = new Date() } = {}): string {
  return pushed(pageId, 'ratings', {
    item: 'rating',
    verb: 'add',
    reviewer_id: `reviewer-${id}`,
    reviewer_name: 'Léa Fontaine',
    recommendation_type: 'positive',
    review_text: text,
    open_graph_story_id: id,
    created_time: Math.floor(at.getTime() / 1000),
  });
}

/** A webhook about a comment on the Page, which has to be read from the network. */
export function comment(pageId: string, text: string): string {
  const id = randomUUID();
  return pushed(pageId, 'feed', {
    item: 'comment',
    verb: 'add',
    from: { id: `fan-${id}`, name: 'Léa Fontaine' },
    post_id: `${pageId}_1`,
    comment_id: `1_${id}`,
    message: text,
    created_time: Math.floor(Date.now() / 1000),
  });
}

export function pushed(pageId: string, field: string, value: unknown): string {
  const entry = [{ id: pageId, time: Math.floor(Date.now() / 1000), changes: [{ field, value }] }];
  return JSON.stringify({ object: 'page', entry });
}

const context = (network: string) => ({ params: Promise.resolve({ network }) });
const ADDRESS = 'https://inbox.example.org/api/webhooks/facebook';

/** Sends a webhook, signed as by the network. */
export async function deliver(
  body: string,
  { signature = signatureOf(body), network = 'facebook', headers = {} } = {},
) {
  const sent = { 'content-type': 'application/json', 'x-hub-signature-256': signature, ...headers };
  const request = new Request(ADDRESS, { method: 'POST', headers: sent, body });
  return await POST(request, context(network));
}

export async function ask(query: string) {
  return await GET(new Request(`${ADDRESS}?${query}`), context('facebook'));
}

export function signatureOf(body: string, secret = APP.secret): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** Does what a worker does, once. */
export async function work({ channelRef }: { channelRef: { workspaceId: string; channelId: string } }) {
  await processDeliveries(channelRef);
}

export async function deliveriesOf({ channelId }: { channelId: string }) {
  return await database().prisma.webhookDelivery.findMany({ where: { channelId }, orderBy: { receivedAt: 'asc' } });
}

export async function textsOf({ workspaceId }: { workspaceId: string }) {
  const messages = await database().prisma.message.findMany({ where: { workspaceId }, orderBy: { createdAt: 'asc' } });
  return messages.map(({ text }) => text);
}
