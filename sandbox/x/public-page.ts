import { escape } from '#sandbox/kit/page.ts';
import { conversationOf, current, type World, type XPost } from './world.ts';

/** What everybody sees: the brand's posts with their replies, the mentions; and the private conversations. */
export function publicPage(world: World): string {
  const living = world.posts.filter(({ isDeleted }) => !isDeleted);
  const name = (id: string) => escape(world.users.get(id)?.name ?? id);
  const roots = living.filter(({ replyTo }) => !replyTo);
  const isOwn = (post: XPost) => post.authorId === world.brand.externalId;

  const one = (post: XPost): string => {
    const classes = [isOwn(post) ? 'brand' : '', post.isHidden ? 'hidden' : ''].filter(Boolean).join(' ');
    const replies = living.filter(({ replyTo }) => replyTo?.postId === post.id);
    const marks = [post.isHidden ? 'hidden' : '', world.likes.has(post.id) ? 'liked by the brand' : ''].filter(Boolean);
    return `<article class="${classes}"><p><strong>${name(post.authorId)}</strong> ${escape(current(post).text)}</p>${
      post.imageUrl ? `<p><small>${escape(post.imageUrl)}</small></p>` : ''
    }${marks.length > 0 ? `<p><small>${marks.join(' · ')}</small></p>` : ''}${replies.map(one).join('')}</article>`;
  };
  const talks = new Map<string, typeof world.messages>();
  for (const message of world.messages) {
    const key = conversationOf(message);
    talks.set(key, [...(talks.get(key) ?? []), message]);
  }
  const privates = [...talks.values()].map(
    (messages) =>
      `<div class="private">${messages
        .map(
          ({ from, text }) =>
            `<p class="${from === world.brand.externalId ? 'brand' : ''}"><strong>${name(from)}</strong> ${escape(text)}</p>`,
        )
        .join('')}</div>`,
  );
  return `${roots.toReversed().map(one).join('')}${
    privates.length > 0 ? `<section><h2>Private messages</h2>${privates.join('')}</section>` : ''
  }`;
}
