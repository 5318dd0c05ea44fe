import { setTimeout as wait } from 'node:timers/promises';
import type { ActionRequest } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import { unlessGone } from '../../kit/unless-gone.ts';
import type { ThreadsChannel } from '../credentials.ts';
import { callThreads } from '../calls.ts';
import { containerAnswer, idAnswer } from '../wire.ts';
import { refuse } from './act.ts';

/** The network downloads pictures itself, usually within half a minute. */
const LOOKS = 20;
const BETWEEN_LOOKS_MS = 2_000;

/**
 * Creates a container and waits until it can be published. Nobody sees a container, and an unpublished one expires
 * after a day, so a failure here is safe to retry.
 */
export async function makeContainer(
  channel: ThreadsChannel,
  { text, attachments, target }: ActionRequest,
): Promise<string> {
  const place = { text: text || undefined, reply_to_id: target.externalId };
  const [first, ...more] = attachments;
  if (!first) return await create(channel, { ...place, media_type: 'TEXT' });
  if (more.length === 0) {
    return await ready(channel, await create(channel, { ...place, ...imageOf(first) }));
  }
  const children: string[] = [];
  for (const image of attachments) {
    children.push(await ready(channel, await create(channel, { ...imageOf(image), is_carousel_item: 'true' })));
  }
  return await ready(
    channel,
    await create(channel, { ...place, media_type: 'CAROUSEL', children: children.join(',') }),
  );
}

function imageOf({ publicUrl, altText }: ActionRequest['attachments'][number]) {
  return { media_type: 'IMAGE', image_url: publicUrl, alt_text: altText || undefined };
}

async function create(channel: ThreadsChannel, form: Record<string, string | undefined>): Promise<string> {
  const { id } = await callThreads(channel, {
    method: 'POST',
    path: 'me/threads',
    body: { form },
    schema: idAnswer,
    writes: false,
  });
  return id;
}

async function ready(channel: ThreadsChannel, id: string): Promise<string> {
  for (let look = 0; look < LOOKS; look += 1) {
    const { status, error_message: detail } = await readContainer(channel, id);
    if (status === 'FINISHED') return id;
    if (status === 'ERROR' || status === 'EXPIRED') throw refuse('attachment_refused', detail);
    await wait(BETWEEN_LOOKS_MS, undefined, { signal: channel.signal });
  }
  throw new NetworkError('unavailable', 'unreachable', { detail: 'the network has not fetched the picture yet' });
}

/** The status of a container; `EXPIRED` when it is gone. */
export async function statusOf(channel: ThreadsChannel, id: string): Promise<string> {
  return (await unlessGone(readContainer(channel, id)))?.status ?? 'EXPIRED';
}

function readContainer(channel: ThreadsChannel, id: string) {
  return callThreads(channel, { path: id, query: { fields: 'status,error_message' }, schema: containerAnswer });
}
