import { badParameter, graphAnswer, graphFaults } from '../kit/meta/answers.ts';
import { GraphRefusal } from '../kit/meta/refusal.ts';
import type { SandboxAnswer } from '../kit/types.ts';
import type { Given } from './given.ts';
import { inDay } from './world.ts';

const TEXT_MAX = 500;
const REPLIES_A_DAY = 1_000;
const DAY_MS = 24 * 3_600_000;

/** `POST /me/threads` ("Threads API, Create replies"). @throws GraphRefusal */
export function makeContainer({ world, request, exceeded }: Given): SandboxAnswer {
  const form = new URLSearchParams(request.body.toString('utf8'));
  const type = form.get('media_type');
  const text = form.get('text') ?? '';
  if ([...text].length > TEXT_MAX) {
    exceeded.push(`a text of ${[...text].length} characters`);
    throw new GraphRefusal(badParameter('Param text must be at most 500 characters long.'));
  }
  const replyTo = form.get('reply_to_id') ?? undefined;
  if (replyTo && !world.byId(replyTo)) throw new GraphRefusal(graphFaults.missing);
  const imageUrls = imagesOf({ world, type, form });
  if (type === 'TEXT' && !text) throw new GraphRefusal(badParameter('The parameter text is required.'));
  const { id } = world.contain({ text, imageUrls, ...(replyTo ? { replyTo } : {}) });
  return graphAnswer({ id });
}

function imagesOf({
  world,
  type,
  form,
}: {
  world: Given['world'];
  type: string | null;
  form: URLSearchParams;
}): string[] {
  if (type === 'TEXT') return [];
  if (type === 'IMAGE') {
    const url = form.get('image_url');
    if (!url) throw new GraphRefusal(badParameter('The parameter image_url is required.'));
    return [url];
  }
  if (type !== 'CAROUSEL') throw new GraphRefusal(badParameter('Invalid media_type'));
  const children = (form.get('children') ?? '').split(',').map((id) => world.containers.get(id));
  if (children.length < 2 || children.some((one) => !one))
    throw new GraphRefusal(badParameter('A carousel has 2 to 20 children.'));
  return children.flatMap((one) => one?.imageUrls ?? []);
}

/** `POST /me/threads_publish`. @throws GraphRefusal */
export function publish({ world, request, pushes, exceeded }: Given): SandboxAnswer {
  const form = new URLSearchParams(request.body.toString('utf8'));
  const container = world.containers.get(form.get('creation_id') ?? '');
  const isOld = container && container.madeAt.getTime() + DAY_MS < world.now().getTime();
  if (!container || isOld)
    throw new GraphRefusal({ code: 24, subcode: 4279009, message: 'The requested resource does not exist' });
  // One container is one post, however often it is published.
  if (container.publishedAs) return graphAnswer({ id: container.publishedAs });
  const parent = world.byId(container.replyTo);
  if (container.replyTo && !parent) throw new GraphRefusal(graphFaults.missing);
  if (parent) {
    world.usage.replies.push(world.now());
    if (inDay(world, world.usage.replies) > REPLIES_A_DAY) exceeded.push('replies in a day');
  }
  const made = world.publish({
    by: world.brand,
    text: container.text,
    imageUrls: container.imageUrls,
    ...(parent ? { repliedTo: parent.id, rootId: parent.rootId ?? parent.id } : {}),
  });
  container.publishedAs = made.id;
  pushes.published(made);
  return graphAnswer({ id: made.id });
}
