import type { ActionRequest, Receipt } from '../../contract.ts';
import { callX } from '../calls.ts';
import type { XChannel } from '../credentials.ts';
import { prices } from '../prices.ts';
import { done } from '../wire.ts';
import { versionOf, type Act } from './act.ts';

/**
 * Hides a reply in a conversation that the account started. No field shows whether a reply is hidden, so nothing can
 * be checked; hiding it again changes nothing, so an attempt with an unknown outcome is repeated.
 */
export const hide: Act = { perform: (channel, action) => setHidden(channel, action, true), find: neverKnown };
export const unhide: Act = { perform: (channel, action) => setHidden(channel, action, false), find: neverKnown };

async function setHidden(channel: XChannel, action: ActionRequest, hidden: boolean): Promise<Receipt> {
  await callX(channel, {
    endpoint: 'hide',
    method: 'PUT',
    path: `/2/tweets/${versionOf(action)}/hidden`,
    body: { json: { hidden } },
    schema: done,
    writes: false,
    price: () => prices.manage,
  });
  return {};
}

function neverKnown(): Promise<null> {
  return Promise.resolve(null);
}
