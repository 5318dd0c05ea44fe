import { escape } from '#sandbox/kit/page.ts';
import { commentsUnder, textsIn, type CommentRecord, type World } from './world.ts';

/** What people see of the Page; below, for observers, the private conversations. */
export function publicPage(world: World): string {
  const posts = [...world.posts.values()].filter(({ isDeleted }) => !isDeleted).reverse();
  const reviews = [...world.reviews.values()].filter(({ isDeleted }) => !isDeleted).reverse();
  return [
    ...posts.map((post) => {
      const note = { own: '', ad: ' · sponsored', visitor: ' · visitor', tag: ` · tags ${world.page.name}` }[post.kind];
      const top = commentsUnder(world, post.id).filter(({ parentId }) => parentId === null);
      return `<article class="${post.isHidden ? 'hidden' : ''}"><b>${escape(post.by.name)}</b><small>${escape(note)}${post.isHidden ? ' · hidden' : ''}</small><p>${escape(post.text)}</p>${image(post.imageUrl)}${list(world, top)}</article>`;
    }),
    ...reviews.map(
      ({ id, by, type, text }) =>
        `<article><b>${escape(by.name)}</b><small> · ${type === 'positive' ? 'recommends' : 'does not recommend'} ${escape(world.page.name)}</small><p>${escape(text)}</p>${list(world, commentsUnder(world, id))}</article>`,
    ),
    ...[...world.mentions.values()]
      .filter(({ isDeleted }) => !isDeleted)
      .map(
        ({ id, by, text }) =>
          `<article><b>${escape(by.name)}</b><small> · elsewhere</small><p>${escape(text)}</p>${list(world, commentsUnder(world, id))}</article>`,
      ),
    ...[...world.talks.values()].map((talk) => {
      const lines = textsIn(world, talk.id)
        .toReversed()
        .map(
          ({ by, text, imageUrl }) =>
            `<p class="${by.id === world.page.id ? 'brand' : ''}"><b>${escape(by.name)}</b> ${escape(text)}${image(imageUrl)}</p>`,
        );
      return `<section class="private"><small>Messenger · ${escape(talk.with.name)}${world.blocked.has(talk.with.id) ? ' · blocked' : ''}</small>${lines.join('')}</section>`;
    }),
  ].join('\n');
}

function list(world: World, comments: CommentRecord[]): string {
  if (comments.length === 0) return '';
  const entries = comments.map((one) => {
    const isOwn = one.by.id === world.page.id;
    const notes = [one.isHidden ? 'hidden' : '', one.isLiked ? 'liked by the Page' : '']
      .filter(Boolean)
      .map((note) => ` · ${note}`);
    const answers = commentsUnder(world, one.postId).filter(({ parentId }) => parentId === one.id);
    return `<li class="${isOwn ? 'brand' : ''}${one.isHidden ? ' hidden' : ''}"><b>${escape(one.by.name)}</b> ${escape(one.text)}${image(one.imageUrl)}<small>${notes.join('')}</small>${list(world, answers)}</li>`;
  });
  return `<ul>${entries.join('')}</ul>`;
}

function image(url: string | undefined): string {
  return url ? `<img src="${escape(url)}" alt="">` : '';
}
