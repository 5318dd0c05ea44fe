import type { PullPage } from '../contract.ts';
import type { LinkedInChannel } from './credentials.ts';
import type { Listing } from './pull/cursor.ts';
import { byTime, step } from './pull/walk.ts';

/**
 * Reads everything under a post, including answers.
 * @param activity the post's activity, which its comments are named after
 */
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
