import { escape } from '../kit/page.ts';
import type { Comment, World } from './world.ts';

/** What everybody sees, and beside it the private conversations. */
export function publicPage(world: World): string {
  const posts = world.media.map((media) => {
    const isBrand = media.owner === world.brand;
    return `<article${isBrand ? ' class="brand"' : ''}><strong>@${escape(media.owner.username)}</strong> ${escape(media.caption)}${thread(world, world.commentsOf(media.id))}</article>`;
  });
  const talks = world.talks().map((person) => {
    const lines = world
      .talkWith(person.id)
      .toReversed()
      .map(
        (one) =>
          `<li${one.isOwn ? ' class="brand"' : ''}><strong>@${escape(one.isOwn ? world.brand.username : person.username)}</strong> ${one.story ? `<small>story ${one.story.as}</small> ` : ''}${escape(one.text)}${one.imageUrl ? ` <img src="${escape(one.imageUrl)}" alt="">` : ''}</li>`,
      );
    const state = world.blocked.has(person.id)
      ? ' <small>blocked</small>'
      : world.seen.has(person.id)
        ? ' <small>seen</small>'
        : '';
    return `<div class="private"><strong>@${escape(person.username)}</strong>${state}<ul>${lines.join('')}</ul></div>`;
  });
  return `${posts.join('')}<section><h2>Private</h2>${talks.join('')}</section>`;
}

function thread(world: World, comments: readonly Comment[]): string {
  if (comments.length === 0) return '';
  const lines = comments.toReversed().map((one) => {
    const classes = [...(one.from === world.brand ? ['brand'] : []), ...(one.isHidden ? ['hidden'] : [])].join(' ');
    const hidden = one.isHidden ? ' <small>hidden</small>' : '';
    return `<li class="${classes}"><strong>@${escape(one.from.username)}</strong> ${escape(one.text)}${hidden}${thread(world, world.repliesTo(one.id).toReversed())}</li>`;
  });
  return `<ul>${lines.join('')}</ul>`;
}
