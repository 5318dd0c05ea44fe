import type { ChannelChecks, ScheduledUse } from '../contract.ts';
import { metaRead, neededScopes } from '../kit/meta/meta-checks.ts';
import { debugTokenAnswer } from '../kit/meta/send-wire.ts';
import type { ThreadsCredentials } from './credentials.ts';
import { scopes } from './auth.ts';
import { callThreads } from './calls.ts';
import { readConversation, readMentions, readOwnReplies, readPending, readPosts } from './read.ts';

const kindsOf = {
  threads_basic: ['comment', 'mention'],
  threads_read_replies: ['comment'],
  threads_manage_replies: ['comment'],
  threads_manage_mentions: ['mention'],
} as const;

export const checks: ChannelChecks<ThreadsCredentials> = {
  scopes: {
    needed: () => neededScopes(scopes, kindsOf),
    granted: async (channel) => {
      const { data } = await callThreads(channel, {
        path: 'debug_token',
        query: { input_token: channel.credentials.accessToken },
        schema: debugTokenAnswer,
      });
      return data.scopes;
    },
  },
  reads: [
    metaRead('GET /me/threads', ['comment'], (channel) => readPosts(channel, {})),
    metaRead('GET /{post}/conversation', ['comment'], async (channel) => {
      const [post] = (await readPosts(channel, {})).data;
      return post ? await readConversation(channel, post.id) : 'nothing_to_read';
    }),
    metaRead('GET /{post}/pending_replies', ['comment'], async (channel) => {
      const [post] = (await readPosts(channel, {})).data;
      return post ? await readPending(channel, post.id) : 'nothing_to_read';
    }),
    metaRead('GET /me/mentions', ['mention'], (channel) => readMentions(channel, {})),
    metaRead('GET /me/replies', [], (channel) => readOwnReplies(channel, {})),
  ],
};

/** The quota of calls grows with impressions: only the headers say how much of it is used. */
export const schedule: readonly ScheduledUse[] = [{ rateLimit: 'app' }, { rateLimit: 'calls' }];
