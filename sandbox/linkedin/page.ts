import { escape } from '../kit/page.ts';
import { ORG, type Comment, type World } from './world.ts';

/** What the page's followers see: posts, comments, and posts that name the page. */
export function publicPage(world: World): string {
  const name = (urn: string) => escape(world.names.get(urn) ?? 'LinkedIn member');
  const comment = (one: Comment): string => {
    const likes = one.likedBy.has(ORG) ? ' <small>liked by the page</small>' : '';
    const image = one.imageUrl ? `<img src="${escape(one.imageUrl)}" alt="">` : '';
    const edited = one.editedAt === null ? '' : ' <small>edited</small>';
    const answers = world.under(one.urn).toReversed().map(comment).join('');
    const mark = one.actor === ORG ? ' class="brand"' : '';
    return `<section${mark}><b>${name(one.actor)}</b>${edited}${likes}<p>${escape(one.text)}</p>${image}${answers}</section>`;
  };
  return world.posts
    .toReversed()
    .map(({ author, text, activity }) => {
      const comments = world.under(activity).toReversed().map(comment).join('');
      return `<article><b>${name(author)}</b><p>${escape(text)}</p>${comments}</article>`;
    })
    .join('');
}
