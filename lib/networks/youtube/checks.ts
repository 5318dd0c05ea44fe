import type { ChannelChecks, ScheduledUse } from '../contract.ts';
import { type GoogleCredentials, grantedScopes } from '../kit/google/credentials.ts';
import { plainRead } from '../kit/plain-read.ts';
import { SCOPES } from './auth.ts';
import { openSession } from './calls.ts';
import { prices } from './limits.ts';
import { readCommentsById, readThreads, readVideos, readWithheld } from './read.ts';

/** One read for each endpoint that the inbox reads. Together they cost at most 8 of the day's units. */
export const checks: ChannelChecks<GoogleCredentials> = {
  scopes: {
    needed: () => SCOPES.map((scope) => ({ scope, kinds: ['comment'] })),
    granted: async ({ credentials }) => grantedScopes(credentials),
  },
  reads: [
    plainRead('GET commentThreads', ['comment'], (channel) => readThreads(openSession(channel))),
    plainRead('GET commentThreads (heldForReview)', ['comment'], (channel) =>
      readWithheld(openSession(channel), 'held'),
    ),
    {
      name: 'GET comments',
      kinds: ['comment'],
      read: async (channel) => {
        const session = openSession(channel);
        const { threads } = await readThreads(session);
        const [first] = threads;
        if (!first) return { skipped: 'nothing_to_read' };
        await readCommentsById(session, [first.snippet.topLevelComment.id]);
        return undefined;
      },
    },
    {
      name: 'GET videos',
      kinds: ['comment'],
      read: async (channel) => {
        const session = openSession(channel);
        const { threads } = await readThreads(session);
        const videoId = threads.find((thread) => thread.snippet.videoId)?.snippet.videoId;
        if (!videoId) return { skipped: 'nothing_to_read' };
        await readVideos(session, [videoId]);
        return undefined;
      },
    },
  ],
};

const DAY_MS = 24 * 3_600_000;
/** How often what was read is read again, and what that costs. */
const RECHECK_MS = 5 * 60_000;
const RECHECK_UNITS = 4 * prices.read;

/** A pull reads one page, and what it has read before once in five minutes. */
export const schedule: readonly ScheduledUse[] = [
  {
    rateLimit: 'units',
    perDay: (everyMs) => DAY_MS / everyMs + (DAY_MS / Math.max(everyMs, RECHECK_MS)) * RECHECK_UNITS,
  },
];
