import { describe, expect, test } from 'vitest';
import { capabilityAt, nextEnd, offerAt, offerOf, placeInSpan } from '#components/allowed-actions/availability.ts';
import { capabilityNames } from '#lib/networks/contract.ts';
import type { OffersView, OfferView } from '#lib/items/types.ts';

const NOON = Date.parse('2026-11-21T12:00:00.000Z');
const at = (minutes: number) => new Date(NOON + minutes * 60_000).toISOString();
const no: OfferView = { can: false, reason: 'not_offered', since: null };

function offers(given: Partial<OffersView>): OffersView {
  // Every name is there.
  return { ...(Object.fromEntries(capabilityNames.map((name) => [name, no])) as OffersView), ...given };
}

describe('what may be done to a message', () => {
  test('a span that ended since the page was read is closed without being read again', () => {
    const open: OfferView = { can: true, as: 'response', until: at(1), maxLength: null };
    expect(offerAt(open, NOON)).toBe(open);
    expect(offerAt(open, NOON + 60_000)).toEqual({ can: false, reason: 'window_closed', since: at(1) });
  });

  test('what is always taken stays so', () => {
    expect(offerAt({ can: true, as: null, until: null, maxLength: null }, NOON)).toMatchObject({ can: true });
  });

  test('a message that the network does not know takes nothing', () => {
    expect(offerOf({ offers: null }, 'reply', NOON)).toEqual(no);
  });

  test('the next end is the soonest of those still to come', () => {
    const message = {
      offers: offers({
        reply: { can: true, as: 'human_agent', until: at(90), maxLength: null },
        privateReply: { can: true, as: 'response', until: at(30), maxLength: null },
        hide: { can: true, as: null, until: null, maxLength: null },
      }),
    };
    expect(nextEnd(message, NOON)).toBe(NOON + 30 * 60_000);
    expect(nextEnd(message, NOON + 31 * 60_000)).toBe(NOON + 90 * 60_000);
    expect(nextEnd(message, NOON + 91 * 60_000)).toBeNull();
    expect(nextEnd(undefined, NOON)).toBeNull();
  });
});

describe('how long a reply may be', () => {
  const row = { capabilities: { reply: { maxLength: 150, count: 'utf16' as const } } };
  const offered = (reply: OfferView) => ({ offers: offers({ reply }) });

  test('as long as the network takes it of everybody', () => {
    const message = offered({ can: true, as: null, until: null, maxLength: null });
    expect(capabilityAt(row, message, 'reply', NOON)).toMatchObject({ maxLength: 150 });
    expect(capabilityAt(row, undefined, 'reply', NOON)).toMatchObject({ maxLength: 150 });
    expect(capabilityAt(row, message, 'privateReply', NOON)).toBeUndefined();
  });

  test('or as long as it takes it of this account', () => {
    const message = offered({ can: true, as: null, until: null, maxLength: 1_200 });
    expect(capabilityAt(row, message, 'reply', NOON)).toEqual({ maxLength: 1_200, count: 'utf16' });
  });
});

describe('a span of few replies', () => {
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

  test('counts what the brand sent since the contact last wrote, and not what failed', () => {
    const messages = [sent(-700), sent(-500), sent(-400, 'failed')];
    expect(placeInSpan(followUp, row, messages)).toEqual({ place: 2, max: 3 });
  });

  test('is no count in a span that has none', () => {
    expect(placeInSpan({ can: true, as: 'response', until: at(60), maxLength: null }, row, [])).toBeNull();
    expect(placeInSpan(no, row, [])).toBeNull();
  });
});
