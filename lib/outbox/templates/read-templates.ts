import type { Caller } from '#lib/caller.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import type { MessageTemplate } from '#lib/networks/contract.ts';
import { Refusal } from '#lib/refusal.ts';
import { openItemsChannel } from './open-items-channel.ts';

/** Read so recently, they are not asked for again, in milliseconds: a template is looked at and then sent. */
const FRESH_MS = 60_000;

const recent = new Map<string, { at: number; templates: MessageTemplate[] }>();

/**
 * The templates that the network of an item accepts now.
 * @throws Refusal `not_found`; `not_offered` on a network without any; `channel_unavailable`, `network_refused`, `network_unavailable`
 */
export async function readTemplates(caller: Caller, itemId: string): Promise<MessageTemplate[]> {
  const { connector, context } = await openItemsChannel(caller, itemId);
  if (!connector.listTemplates) throw new Refusal('not_offered', { kind: 'template' });
  const key = `${caller.workspaceId} ${connector.network} ${context.account.externalId}`;
  const kept = recent.get(key);
  if (kept && Date.now() - kept.at < FRESH_MS) return kept.templates;
  try {
    const templates = await connector.listTemplates(context);
    for (const [one, { at }] of recent) if (Date.now() - at >= FRESH_MS) recent.delete(one);
    recent.set(key, { at: Date.now(), templates });
    return templates;
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    const isRefused = error.kind === 'refused' || error.kind === 'gone' || error.kind === 'unauthorized';
    throw new Refusal(isRefused ? 'network_refused' : 'network_unavailable', { reason: error.reason });
  }
}
