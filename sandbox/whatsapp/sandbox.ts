import { badParameter, graphAnswer, graphFault, graphFaults } from '../kit/meta/answers.ts';
import { GraphRefusal } from '../kit/meta/refusal.ts';
import { challenge } from '../kit/meta/signing.ts';
import { limitedAnswer, usageHeaders } from '../kit/meta/usage.ts';
import type { CreateSandbox, NetworkSandbox, SandboxAnswer, SandboxRequest } from '../kit/types.ts';
import { answerLogin } from './login.ts';
import { createFans } from './people.ts';
import { publicPage } from './public-page.ts';
import { createPushes } from './pushes.ts';
import { answerDownload, answerRead, unknownCall } from './reading.ts';
import { answerBlock, answerMessages, answerUpload } from './sending.ts';
import { createTokens, sandboxApp } from './tokens.ts';
import { createWorld } from './world.ts';

/** A WhatsApp Business Account with one number. */
export const createSandbox: CreateSandbox = ({ baseUrl, now, cast }): NetworkSandbox => {
  const world = createWorld(now, cast);
  const tokens = createTokens(now);
  const pushes = createPushes(world);
  const fans = createFans(world, pushes);
  const exceeded: string[] = [];
  let isSubscribed = false;

  function handle(request: SandboxRequest): SandboxAnswer {
    try {
      if (request.path === '/whatsapp_business/attachments/') return answerDownload(world, tokens, request);
      const answer = answerLogin(request, tokens) ?? answerGraph(request);
      return { ...answer, headers: { ...answer.headers, ...usage() } };
    } catch (error) {
      if (error instanceof GraphRefusal) return graphFault(error.fault, usage());
      throw error;
    }
  }

  function answerGraph(request: SandboxRequest): SandboxAnswer {
    const [, version = '', node = '', edge, ...more] = request.path.split('/');
    if (!/^v\d+\.\d$/.test(version) || !node || more.length > 0) throw unknownCall(request);
    if (request.method === 'GET') return answerRead({ world, tokens, request, baseUrl, isSubscribed }, node, edge);
    tokens.check(tokens.ofRequest(request));
    if (node === world.waba.id && edge === 'subscribed_apps' && request.method === 'POST') return subscribe();
    if (node !== world.phone.id) throw new GraphRefusal(graphFaults.missing);
    tokens.need('whatsapp_business_messaging');
    switch (edge) {
      case 'messages':
        return answerMessages({ world, request, pushes, exceeded });
      case 'media':
        return answerUpload(world, request);
      case 'block_users':
        return answerBlock(world, request);
      case undefined:
      default:
        throw unknownCall(request);
    }
  }

  function subscribe(): SandboxAnswer {
    tokens.need('whatsapp_business_management');
    isSubscribed = true;
    return graphAnswer({ success: true });
  }

  const usage = () => usageHeaders(world.waba.id, { type: 'whatsapp', percent: 2 });

  return {
    network: 'whatsapp',
    brand: { externalId: world.phone.id, handle: world.phone.shown, name: world.phone.name },
    app: sandboxApp,
    kinds: ['message'],
    handle,
    // To show a message as read changes nothing that was said, and may be repeated.
    isWrite: ({ method, body }) => method !== 'GET' && !/"status":\s*"read"/.test(body.toString('utf8')),
    limited: (until) => limitedAnswer(world.waba.id, { type: 'whatsapp', code: 80008, until, now: now() }),
    broken: () => graphFault({ ...graphFaults.broken, code: 131000, message: 'Something went wrong' }),
    rejects: () => graphFault(badParameter('Invalid parameter')),
    connectInput: () => ({ accessToken: tokens.give(), externalId: world.phone.id, wabaId: world.waba.id }),
    brandPosts: () => world.phone.id,
    fanWrites: (words) => fans.write(words),
    fanReads: (id) => fans.read(id),
    fanEdits: () => {
      throw new Error('nobody is told of an edit on WhatsApp');
    },
    fanDeletes: (id) => fans.forget(id),
    answersTo: (id) => {
      const asked = world.byId(id);
      if (!asked) return [];
      const said = world.talkWith(asked.with).filter((one) => one.isOwn && one.at >= asked.at);
      return said.filter(({ state }) => state !== 'failed').map(({ text }) => text);
    },
    isSet: (kind, id) => kind === 'block' && world.blocked.has(world.byId(id)?.with.fan ?? ''),
    held: () =>
      world.messages
        .filter((one) => !one.isOwn)
        .map(({ id, text }) => ({
          id,
          kind: 'message' as const,
          text,
          isDeleted: false,
          direction: 'inbound' as const,
        })),
    expireAccess: () => tokens.expireAll(),
    expireRefresh: () => tokens.expireAll(),
    revoke: () => tokens.revoke(),
    logins: () => ({ ...tokens.logins }),
    exceeded: () => [...exceeded],
    takeDeliveries: () => pushes.take(),
    withhold: tokens.grants.withhold,
    handshake: () => challenge(sandboxApp.webhookSecret),
    publicPage: () => publicPage(world),
  };
};
