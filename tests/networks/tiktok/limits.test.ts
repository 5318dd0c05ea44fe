import { expect, test } from 'vitest';
import type { RateLimiter } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { tiktok } from '#lib/networks/tiktok/connector.ts';
import { aTikTok } from './world.ts';

/** Applies the rate limits that the connector declares, as the rate limiter does. */
function governor(now: () => Date): Pick<RateLimiter, 'acquire'> {
  const spans = new Map<string, { ends: number; used: number }>();
  return {
    acquire: ({ costs, isWrite }) => {
      const at = now().getTime();
      const open = Object.entries(costs).map(([name, cost]) => {
        const rateLimit = tiktok.rateLimits?.[name];
        if (!rateLimit) throw new Error(`an rateLimit that is not declared: ${name}`);
        const { max = Infinity, window, reserve = 0.1 } = rateLimit;
        const held = spans.get(name);
        const lasts = 'ms' in window ? window.ms : 24 * 3_600_000;
        const span = held && held.ends > at ? held : { ends: at + lasts, used: 0 };
        return { name, cost, span, max: isWrite ? max : Math.floor(max * (1 - reserve)) };
      });
      const full = open.filter(({ span, cost, max }) => span.used + cost > max);
      if (full.length > 0) {
        const retryAt = new Date(Math.max(...full.map(({ span }) => span.ends)));
        return Promise.reject(new NetworkError('rate_limited', 'rate_limited', { retryAt }));
      }
      for (const { name, cost, span } of open) spans.set(name, { ...span, used: span.used + cost });
      return Promise.resolve();
    },
  };
}

test('a long history is read within the rate limits, waiting where needed, and nothing is read twice', async () => {
  const world = await aTikTok({ isStrict: true });
  Object.assign(world.channel.rateLimiter, governor(world.now));
  const written: string[] = [];
  for (let number = 0; number < 70; number += 1) {
    const under = world.sandbox.brandPosts(`Annonce ${number}`);
    written.push(world.sandbox.fanWrites({ kind: 'comment', text: `Message ${number}`, under }));
  }
  for (let number = 0; number < 60; number += 1) {
    written.push(world.sandbox.fanWrites({ kind: 'message', text: 'Bonjour', fan: `fan${number}` }));
  }
  const seen: string[] = [];
  let cursor: unknown = null;
  let waits = 0;
  for (let isDone = false; !isDone && waits < 200;) {
    try {
      for await (const page of tiktok.pull(world.channel, cursor)) {
        cursor = JSON.parse(JSON.stringify(page.cursor));
        for (const event of page.events) if (event.type === 'message') seen.push(event.externalId);
      }
      isDone = true;
    } catch (error) {
      if (!(error instanceof NetworkError) || !error.retryAt) throw error;
      waits += 1;
      world.pass(Math.max(1, error.retryAt.getTime() - world.now().getTime()));
    }
  }
  await world.stop();
  expect(waits).toBeGreaterThan(1);
  expect(world.sandbox.exceeded()).toEqual([]);
  expect(seen.toSorted()).toEqual(written.toSorted());
});
