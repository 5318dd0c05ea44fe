import type { ChannelChecks, ScheduledUse } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { metaRead, neededScopes } from '../kit/meta/meta-checks.ts';
import type { InstagramChannel, InstagramCredentials } from './credentials.ts';
import { readGrantedScopes } from './auth.ts';
import { callGraph, senderOf } from './calls.ts';
import { scopes } from './oauth.ts';
import { readComments, readConversations, readMedia } from './read.ts';
import { mentionedComment, subscribedAppsAnswer } from './wire.ts';

const kindsOf = {
  instagram_business_basic: ['comment', 'mention'],
  instagram_business_manage_comments: ['comment', 'mention'],
  instagram_business_manage_messages: ['message'],
  instagram_basic: ['comment', 'mention'],
  instagram_manage_comments: ['comment', 'mention'],
  instagram_manage_messages: ['message'],
  pages_messaging: ['message'],
} as const;

export const checks: ChannelChecks<InstagramCredentials> = {
  scopes: {
    needed: ({ credentials }) => neededScopes(scopes[credentials.setup], kindsOf),
    granted: readGrantedScopes,
  },
  reads: [
    metaRead('GET /{user}/media', ['comment'], (channel) => readMedia(channel, 'media')),
    metaRead('GET /{media}/comments', ['comment'], async (channel) => {
      const [media] = (await readMedia(channel, 'media')).data;
      return media ? await readComments(channel, media.id) : 'nothing_to_read';
    }),
    metaRead('GET /{user}/tags', ['mention'], (channel) => readMedia(channel, 'tags')),
    { name: 'GET /{user}?fields=mentioned_comment', kinds: ['mention'], read: readMention },
    metaRead('GET /{user}/conversations', ['message'], (channel) => readConversations(channel)),
  ],
  subscribed: async (channel) => {
    const isLinked = channel.credentials.setup === 'facebook';
    const path = `${isLinked ? senderOf(channel) : 'me'}/subscribed_apps`;
    const { data } = await callGraph(channel, { path, schema: subscribedAppsAnswer });
    return data.flatMap(({ subscribed_fields: fields = [] }) => fields.map(String));
  },
  facts: { mentions: { settledBy: 'GET /{user}?fields=mentioned_comment' } },
};

/** No comment has this id. */
const NOBODYS_COMMENT = '1';

/**
 * Asks for a mention that does not exist: a login whose node has the field says that the comment is missing, the other one
 * that the field is. What is refused then comes with what the webhook said.
 */
async function readMention(channel: InstagramChannel) {
  try {
    await callGraph(channel, {
      path: channel.account.externalId,
      query: { fields: `mentioned_comment.comment_id(${NOBODYS_COMMENT}){id}` },
      schema: mentionedComment,
    });
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    if (/nonexisting field/.test(error.message)) {
      return { skipped: 'not_on_account', found: { mentions: 'refused' } } as const;
    }
    const isAboutComment = error.kind === 'gone' || (error.kind === 'refused' && error.reason === 'rejected');
    if (!isAboutComment) throw error;
  }
  return { found: { mentions: 'readable' } };
}

/** Quotas grow with the number of people who saw the account: only the headers say how much of them is used. */
export const schedule: readonly ScheduledUse[] = [{ rateLimit: 'app' }, { rateLimit: 'graph' }];
