import { describe, expect, test } from 'vitest';
import {
  capabilityAt,
  nextWindowEnd,
  availabilityAt,
  availabilityOf,
  replyInWindow,
} from '#components/allowed-actions/availability.ts';
import { capabilityNames } from '#lib/networks/contract.ts';
import type { OffersView, OfferView } from '#lib/items/types.ts';

const NOON = Date.parse('2026-11-21T12:00:00.000Z');
const at = (minutes: number) => new Date(NOON + minutes * 60_000).toISOString();
const no: OfferView = { can: false, reason: 'not_offered', since: null };

function availabilities(given: Partial<OffersView>): OffersView {
  // Every name is there.
  return { ...(Object.fromEntries(capabilityNames.map((name) => [name, no])) as OffersView), ...given };
}

describe('the availability of an action on a message', () => {
  test('a reply window that ended after the page was loaded counts as closed', () => {
    const open: OfferView = { can: true, as: 'response', until: at(1), maxLength: null };
    expect(availabilityAt(open, NOON)).toBe(open);
    expect(availabilityAt(open, NOON + 60_000)).toEqual({ can: false, reason: 'window_closed', since: at(1) });
  });

  test('an action without a deadline stays allowed', () => {
    expect(availabilityAt({ can: true, as: null, until: null, maxLength: null }, NOON)).toMatchObject({ can: true });
  });

  test('a message that the network does not know allows no action', () => {
    expect(availabilityOf({ offers: null }, 'reply', NOON)).toEqual(no);
  });

  test('the next change of the allowed actions is the earliest deadline in the future', () => {
    const message = {
      offers: availabilities({
        reply: { can: true, as: 'human_agent', until: at(90), maxLength: null },
        privateReply: { can: true, as: 'response', until: at(30), maxLength: null },
        hide: { can: true, as: null, until: null, maxLength: null },
      }),
    };
    expect(nextWindowEnd(message, NOON)).toBe(NOON + 30 * 60_000);
    expect(nextWindowEnd(message, NOON + 31 * 60_000)).toBe(NOON + 90 * 60_000);
    expect(nextWindowEnd(message, NOON + 91 * 60_000)).toBeNull();
    expect(nextWindowEnd(undefined, NOON)).toBeNull();
  });
});

describe('the length limit of a reply', () => {
  const row = { capabilities: { reply: { maxLength: 150, count: 'utf16' as const } } };
  const messageWith = (reply: OfferView) => ({ offers: availabilities({ reply }) });

  test('a reply may be as long as the network allows everybody', () => {
    const message = messageWith({ can: true, as: null, until: null, maxLength: null });
    expect(capabilityAt(row, message, 'reply', NOON)).toMatchObject({ maxLength: 150 });
    expect(capabilityAt(row, undefined, 'reply', NOON)).toMatchObject({ maxLength: 150 });
    expect(capabilityAt(row, message, 'privateReply', NOON)).toBeUndefined();
  });

  test('a reply may be as long as the network allows this account', () => {
    const message = messageWith({ can: true, as: null, until: null, maxLength: 1_200 });
    expect(capabilityAt(row, message, 'reply', NOON)).toEqual({ maxLength: 1_200, count: 'utf16' });
  });
});

describe('a reply window with a maximum number of replies', () => {
  const row = {
    lastInboundAt: at(-600),
    capabilities: {
      reply: {
        maxLength: 100,
        count: 'utf16' as const,
        windows: [
          { as: 'response', forMs: 1, since: 'contact' as const },
          { as: 'follow_up', forMs: 2, since: 'contact' as const, max: 3 },
        ],
      },
    },
  };
  const sent = (minutes: number, state: 'sent' | 'failed' = 'sent') => ({
    direction: 'outbound' as const,
    state,
    createdAt: at(minutes),
  });
  const followUp: OfferView = { can: true, as: 'follow_up', until: at(60), maxLength: null };

  test('counts the replies sent since the contact last wrote, without the failed ones', () => {
    const messages = [sent(-700), sent(-500), sent(-400, 'failed')];
    expect(replyInWindow(followUp, row, messages)).toEqual({ number: 2, max: 3 });
  });

  test('shows no count where the reply window has no maximum', () => {
    expect(replyInWindow({ can: true, as: 'response', until: at(60), maxLength: null }, row, [])).toBeNull();
    expect(replyInWindow(no, row, [])).toBeNull();
  });
});
