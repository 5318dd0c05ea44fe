import { escape } from '../kit/page.ts';
import type { Post, World } from './world.ts';

/** What everybody sees. */
export function publicPage(world: World): string {
  const tops = world.posts.filter((one) => !one.rootId && !one.isDeleted);
  return tops
    .map(
      (one) =>
        `<article${one.by === world.brand ? ' class="brand"' : ''}>${words(one)}${answers(world, one)}</article>`,
    )
    .join('');
}

function words({ by, text, imageUrls, isHidden }: Post): string {
  const images = imageUrls.map((url) => ` <img src="${escape(url)}" alt="">`).join('');
  return `<strong>@${escape(by.username)}</strong> ${escape(text)}${images}${isHidden ? ' <small>hidden</small>' : ''}`;
}

function answers(world: World, post: Post): string {
  const replies = world.repliesTo(post.id);
  if (replies.length === 0) return '';
  const lines = replies.map((one) => {
    const classes = [...(one.by === world.brand ? ['brand'] : []), ...(one.isHidden ? ['hidden'] : [])].join(' ');
    return `<li class="${classes}">${words(one)}${answers(world, one)}</li>`;
  });
  return `<ul>${lines.join('')}</ul>`;
}
