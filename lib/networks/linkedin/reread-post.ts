import type { PullPage } from '../contract.ts';
import type { LinkedInChannel } from './credentials.ts';
import type { Listing } from './pull/cursor.ts';
import { byTime, step } from './pull/walk.ts';

/** Reads all that stands under a post, answers too. @param activity the post, as its comments name it */
export async function* rereadPost(
  channel: LinkedInChannel,
  activity: string,
): AsyncGenerator<Omit<PullPage, 'cursor'>, void, undefined> {
  const todo: Listing[] = [{ on: activity, start: 0 }];
  for (let next = todo.shift(); next; next = todo.shift()) {
    const { messages, further } = await step(channel, next);
    todo.push(...further);
    yield { events: byTime(messages) };
  }
}
