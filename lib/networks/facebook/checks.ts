import type { ChannelChecks, ScheduledUse } from '../contract.ts';
import { metaRead, neededScopes } from '../kit/meta/meta-checks.ts';
import type { FacebookChannel, FacebookCredentials } from './credentials.ts';
import { callGraph } from './calls.ts';
import { debugToken } from './check-credentials.ts';
import { scopes } from './oauth.ts';
import { readAdPosts } from './pull/ads.ts';
import { lists, readPage as readPostsByOthers } from './pull/by-others.ts';
import { readPage as readConversations } from './pull/conversations.ts';
import { readPage as readOwnPosts } from './pull/own-posts.ts';
import { readMessages } from './acts/conversation.ts';
import { walkComments } from './read-comments.ts';
import { readRatings } from './reviews/read.ts';
import { subscribedAppsAnswer } from './wire.ts';

/** What is read with each permission ("Pages API, Overview"). The others are for acts, or to find the Page. */
const kindsOf = {
  pages_read_engagement: ['comment'],
  pages_read_user_content: ['comment', 'mention', 'review'],
  pages_messaging: ['message'],
} as const;

const [visitors, tagged] = lists;

export const checks: ChannelChecks<FacebookCredentials> = {
  scopes: {
    // With a configuration, the operator's app lists the permissions; what it grants is needed all the same.
    // The permission to manage businesses is the person's, and no fact of a Page's token.
    needed: () =>
      neededScopes(
        scopes.filter((scope) => scope !== 'business_management'),
        kindsOf,
      ),
    granted: async (channel) => (await debugToken(channel))?.scopes ?? null,
  },
  reads: [
    metaRead('GET /{page}/published_posts', ['comment'], (channel) => readOwnPosts(channel, undefined)),
    metaRead('GET /{post}/comments', ['comment'], async (channel) => {
      const { posts } = await readOwnPosts(channel, undefined);
      const [post] = posts;
      if (!post) return 'nothing_to_read';
      const { value } = await walkComments(channel, post.id).next();
      return value ?? null;
    }),
    metaRead('GET /{page}/visitor_posts', ['mention'], (channel) => readPostsByOthers(channel, visitors, undefined)),
    metaRead('GET /{page}/tagged', ['mention'], (channel) => readPostsByOthers(channel, tagged, undefined)),
    metaRead('GET /{page}/ratings', ['review'], (channel) => readRatings(channel, undefined)),
    metaRead('GET /{page}/conversations', ['message'], (channel) => readConversations(channel, undefined)),
    metaRead('GET /{conversation}/messages', ['message'], async (channel) => {
      const { data } = await readConversations(channel, undefined);
      const [conversation] = data;
      return conversation ? await readMessages(channel, conversation.id) : 'nothing_to_read';
    }),
    {
      name: 'GET /{page}/ads_posts',
      kinds: ['comment'],
      read: async (channel) => {
        await readAdPosts(channel);
        return { found: { ads: 'readable' } };
      },
    },
  ],
  subscribed: readSubscribedFields,
  facts: { ads: { settledBy: 'GET /{page}/ads_posts' } },
};

async function readSubscribedFields(channel: FacebookChannel): Promise<string[]> {
  const { data } = await callGraph(channel, {
    path: `${channel.account.externalId}/subscribed_apps`,
    schema: subscribedAppsAnswer,
  });
  const { clientId } = channel.app;
  const ours = data.filter(({ id }) => id === undefined || !clientId || id === clientId);
  return ours.flatMap(({ subscribed_fields: fields = [] }) => fields.map(String));
}

/** Quotas grow with the number of engaged people: only the headers say how much of them is used. */
export const schedule: readonly ScheduledUse[] = [{ rateLimit: 'app' }, { rateLimit: 'page' }];
