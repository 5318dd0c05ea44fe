import { z } from 'zod';
import type { ActionRequest } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import { pageOf } from '../../kit/meta/paging.ts';
import { successAnswer } from '../../kit/meta/send-wire.ts';
import type { FacebookChannel } from '../credentials.ts';
import { callGraph } from '../calls.ts';
import { isUnknownAuthor } from '../inbound.ts';
import { costs } from '../limits.ts';
import { refuse, type Act } from './act.ts';

/** `{"6012":true}` for a person who is blocked, `{"success":true}` for one who is unblocked. */
const blockAnswer = z.record(z.string(), z.union([z.literal(true), z.literal('true')]));
const blockedAnswer = pageOf(z.object({ id: z.string() }));

/** Bans a person from the Page ("Graph API, Page, Blocked"). */
export const block: Act = blocking(true);
export const unblock: Act = blocking(false);

/** Stops a person's messages ("Graph API, Page, Moderate conversations"); needs a conversation with the person. */
export const blockSender: Act = moderating('block_user');
export const unblockSender: Act = moderating('unblock_user');

function blocking(isBlocked: boolean): Act {
  return {
    perform: async (channel, action) => {
      const id = personOf(action);
      await asUserOrSender(async (parameter) => {
        const who = { [parameter]: id };
        await callGraph(channel, {
          ...(isBlocked ? { method: 'POST', body: { form: who } } : { method: 'DELETE', query: who }),
          path: `${channel.account.externalId}/blocked`,
          schema: blockAnswer,
        });
      });
      return {};
    },
    find: async (channel, action) => ((await isOnList(channel, personOf(action))) === isBlocked ? {} : null),
  };
}

/**
 * The edge takes a person as `user` or as `psid`, and which of them the author of a comment is, is UNVERIFIED: who is not known
 * as the one is tried as the other.
 * @throws NetworkError what the network said of `user`, where it refuses both
 */
async function asUserOrSender(call: (parameter: 'user' | 'psid') => Promise<void>): Promise<void> {
  try {
    await call('user');
  } catch (error) {
    const isUnknown =
      error instanceof NetworkError &&
      error.kind === 'refused' &&
      (error.reason === 'author_unknown' || error.reason === 'rejected');
    if (!isUnknown) throw error;
    await call('psid').catch((second: unknown) => {
      throw second instanceof NetworkError && second.kind === 'refused' ? error : second;
    });
  }
}

async function isOnList(channel: FacebookChannel, user: string): Promise<boolean> {
  const { data } = await callGraph(channel, {
    path: `${channel.account.externalId}/blocked`,
    query: { user },
    schema: blockedAnswer,
    isPartOfWrite: true,
  });
  return data.some(({ id }) => id === user);
}

function moderating(what: 'block_user' | 'unblock_user'): Act {
  return {
    perform: async (channel, action) => {
      await callGraph(channel, {
        method: 'POST',
        path: `${channel.account.externalId}/moderate_conversations`,
        body: { json: { user_ids: [{ id: action.target.threadExternalId }], actions: [what] } },
        schema: successAnswer,
        costs: costs.ofMessages,
      });
      return {};
    },
    // No endpoint shows it; repeating it is harmless.
    find: () => Promise.resolve(null),
  };
}

function personOf({ target }: ActionRequest): string {
  if (isUnknownAuthor(target.authorExternalId)) throw refuse('author_unknown');
  return target.authorExternalId;
}
