import type { ChannelChecks, ScheduledUse } from '../../contract.ts';
import { unlessGone } from '../../kit/unless-gone.ts';
import { plainRead } from '../../kit/plain-read.ts';
import { readGrantedScopes, scopesFor } from '../auth.ts';
import type { LinkedInCredentials } from '../credentials.ts';
import { listComments, listNotifications, listPosts } from '../read.ts';
import { readSubscribed } from '../subscribe.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const kindsOf: Readonly<Record<string, readonly ('comment' | 'mention')[]>> = {
  r_organization_social: ['comment', 'mention'],
  rw_organization_admin: ['comment', 'mention'],
};

export const checks: ChannelChecks<LinkedInCredentials> = {
  scopes: {
    needed: ({ app }) => scopesFor(app).map((scope) => ({ scope, kinds: kindsOf[scope] ?? [] })),
    granted: readGrantedScopes,
  },
  reads: [
    plainRead('GET organizationalEntityNotifications', ['comment', 'mention'], (channel) => {
      const until = channel.now().getTime();
      return listNotifications(channel, { from: until - HOUR_MS, until });
    }),
    plainRead('GET posts', ['comment'], (channel) => listPosts(channel, { start: 0, count: 1 })),
    {
      name: 'GET socialActions/{post}/comments',
      kinds: ['comment'],
      read: async (channel) => {
        const [post] = (await listPosts(channel, { start: 0, count: 1 })).elements;
        if (!post) return { skipped: 'nothing_to_read' };
        // A post so new that the network has no activity for it yet has no comments either.
        const page = await unlessGone(listComments(channel, { on: post.id }));
        return page ? undefined : { skipped: 'nothing_to_read' };
      },
    },
  ],
  subscribed: readSubscribed,
};

/** A quiet pull is one call; the daily check and what is read again are about ten more. */
const perDay: ScheduledUse['perDay'] = (everyMs, { options }) =>
  options.daily_calls === 'standard' ? 0 : DAY_MS / everyMs + 10;

export const schedule: readonly ScheduledUse[] = [
  { rateLimit: 'app_day', perDay },
  { rateLimit: 'member_day', perDay },
];
