import { escape } from '#sandbox/kit/page.ts';
import { repliesTo } from './comments-api.ts';
import { BRAND, type Comment, type Video, type World } from './world.ts';

/** What everybody sees, and below it the private conversations. */
export function publicPage(world: World): string {
  const videos = world.videos.toReversed().map((video) => videoPart(world, video));
  const ads = [...world.comments.values()].filter(
    (comment) => comment.adId && !comment.parentId && !world.isGone(comment),
  );
  const ad =
    ads.length > 0 ? `<article><h2>Ad</h2>${ads.map((one) => commentPart(world, one)).join('')}</article>` : '';
  const talks = [...world.conversations.values()].map(({ id, fan }) => {
    const lines = world.messagesIn(id).map(({ author, text, mediaId }) => {
      const body = escape(mediaId ? '[image]' : text);
      return `<p${author === BRAND ? ' class="brand"' : ''}><small>${escape(world.nameOf(author))}</small> ${body}</p>`;
    });
    return `<section class="private"><h3>Private messages: ${escape(fan)}</h3>${lines.join('')}</section>`;
  });
  return [...videos, ad, ...talks].join('');
}

function videoPart(world: World, video: Video): string {
  const tops = world.living(video.id).filter(({ parentId, adId }) => !parentId && !adId);
  const head = `<h2>${escape(world.nameOf(video.creator))}</h2><p>${escape(video.caption)}</p>`;
  return `<article id="${video.id}">${head}${tops.map((comment) => commentPart(world, comment)).join('')}</article>`;
}

function commentPart(world: World, comment: Comment): string {
  const classes = [comment.author === BRAND ? 'brand' : '', comment.isHidden ? 'hidden' : ''].filter(Boolean).join(' ');
  const marks = [comment.isHidden ? 'hidden' : '', comment.isLiked ? '♥' : ''].filter(Boolean).join(' ');
  const picture = comment.imageUrl ? ' [image]' : '';
  const line = `<p><small>${escape(world.nameOf(comment.author))} ${marks}</small><br>${escape(comment.text)}${picture}</p>`;
  const replies = repliesTo(world, comment).map((reply) => commentPart(world, reply));
  return `<section id="${comment.id}"${classes ? ` class="${classes}"` : ''}>${line}${replies.join('')}</section>`;
}
