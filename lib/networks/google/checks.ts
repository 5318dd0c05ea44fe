import { z } from 'zod';
import type { ChannelChecks, ScheduledUse } from '../contract.ts';
import { grantedScopes } from '../kit/google/credentials.ts';
import { plainRead } from '../kit/plain-read.ts';
import { SCOPES } from './auth.ts';
import { openSession } from './calls.ts';
import type { PlaceCredentials } from './credentials.ts';
import { readReview, readReviews } from './read.ts';

const setting = z.object({ notificationTypes: z.array(z.string()).default([]), pubsubTopic: z.string().optional() });

export const checks: ChannelChecks<PlaceCredentials> = {
  scopes: {
    needed: () => SCOPES.map((scope) => ({ scope, kinds: ['review'] })),
    granted: async ({ credentials }) => grantedScopes(credentials),
  },
  reads: [
    plainRead('GET reviews', ['review'], (channel) => readReviews(openSession(channel))),
    {
      name: 'GET reviews/{review}',
      kinds: ['review'],
      read: async (channel) => {
        const session = openSession(channel);
        const [review] = (await readReviews(session, { size: 1 })).reviews;
        if (!review) return { skipped: 'nothing_to_read' };
        await readReview(session, review.name);
        return undefined;
      },
    },
  ],
  subscribed: async (channel) => {
    const session = openSession(channel);
    const account = /^accounts\/[^/]+/.exec(session.place)?.[0] ?? '';
    const path = `${account}/notificationSetting`;
    const found = await session.call({ service: 'notifications', path, schema: setting });
    return found.pubsubTopic === channel.app.options.pubsub_topic ? found.notificationTypes : [];
  },
};

const DAY_MS = 24 * 3_600_000;

/** A quiet pull is one call. */
export const schedule: readonly ScheduledUse[] = [{ rateLimit: 'reviews', perDay: (everyMs) => DAY_MS / everyMs }];
