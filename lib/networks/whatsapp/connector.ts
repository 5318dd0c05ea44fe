import { randomUUID } from 'node:crypto';
import { siWhatsapp } from 'simple-icons';
import type { ActionKind, Connector } from '../contract.ts';
import { metaErasure } from '../kit/meta/erasure.ts';
import { refuse, type Act } from './acts/act.ts';
import { block, markRead, unblock } from './acts/conversation.ts';
import { sendMessage } from './acts/send-message.ts';
import { checkCredentials, connect, testApp } from './auth.ts';
import { graphVersions } from './calls.ts';
import { capabilities, conditions } from './capabilities.ts';
import { credentialsSchema, tokenLife, type WhatsAppCredentials } from './credentials.ts';
import { openFile } from './files.ts';
import { rateLimits } from './limits.ts';
import { oauth } from './oauth.ts';
import { pull } from './pull.ts';
import { listTemplates } from './templates.ts';
import { webhook } from './webhook.ts';

const HOUR_MS = 3_600_000;

const acts: Partial<Record<ActionKind, Act>> = { reply: sendMessage, mark_read: markRead, block, unblock };

/** @throws NetworkError `refused` for what the network does not support */
function actFor(kind: ActionKind): Act {
  const act = acts[kind];
  if (!act) throw refuse('not_offered', kind);
  return act;
}

export const whatsapp: Connector<WhatsAppCredentials> = {
  network: 'whatsapp',
  name: 'WhatsApp',
  mark: { path: siWhatsapp.path, color: `#${siWhatsapp.hex}` },
  connectFields: [],
  oauth,
  app: {
    required: ['clientId', 'clientSecret', 'webhookSecret'],
    options: [{ name: 'config_id' }, { name: 'graph_version', values: graphVersions }],
    test: testApp,
  },
  credentialsSchema,
  capabilities,
  conditions,
  isPushOnly: true,
  // There is nothing to find: a pull only checks that the number can be reached.
  pace: { minMs: HOUR_MS / 4, maxMs: HOUR_MS },
  rateLimits,
  connect,
  tokenLife,
  checkCredentials,
  pull,
  prepare: () => ({ key: randomUUID() }),
  perform: async (channel, action) => await actFor(action.kind).perform(channel, action),
  findPerformed: async (channel, action) => await actFor(action.kind).find(channel, action),
  reportedCounts: () => Promise.resolve(new Map()),
  listTemplates,
  openFile,
  webhook,
  erasure: metaErasure,
};
