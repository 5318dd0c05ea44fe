import type { Connector } from '../contract.ts';
import { limits } from './limits.ts';

const DAY_MS = 24 * 3_600_000;
const { maxBytes, types } = limits.image;

/** "Send messages, customer service windows": a day after the person's last message, and then templates alone. */
export const capabilities: Connector['capabilities'] = {
  message: {
    reply: {
      maxLength: limits.text.characters,
      // The network does not say how it counts, so the strictest way is used.
      count: 'utf16',
      images: { max: 1, maxBytes, types, altText: false },
      windows: [{ as: 'response', forMs: DAY_MS, since: 'contact' }],
      afterWindow: 'template',
    },
    block: true,
    markRead: true,
  },
};

/** Only who wrote within a day can be blocked ("Block users"). */
export const conditions: Connector['conditions'] = {
  message: { reply: ['window_closed'], block: ['window_closed'] },
};
