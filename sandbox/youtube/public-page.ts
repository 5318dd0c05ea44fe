import { escape } from '#sandbox/kit/page.ts';
import type { Comment, World } from './world.ts';

const notes: Readonly<Record<Comment['status'], string>> = {
  published: '',
  heldForReview: ' · held for review',
  likelySpam: ' · likely spam',
  rejected: '',
};

/** The videos with their comments, as viewers see them; withheld ones are shown faint. */
export function publicPage(world: World): string {
  const videos = [...world.videos.values()].toReversed();
  return videos.map(({ id, title }) => `<article><h2>${escape(title)}</h2>${threadsOf(world, id)}</article>`).join('');
}

function threadsOf(world: World, videoId: string): string {
  const tops = [...world.comments.values()].filter((one) => one.videoId === videoId && one.id === one.threadId);
  const shown = tops.filter((one) => !world.isGone(one)).toReversed();
  if (shown.length === 0) return '<p><small>No comments yet.</small></p>';
  return shown.map((top) => shownComment(world, top) + repliesOf(world, top)).join('');
}

function repliesOf(world: World, top: Comment): string {
  const replies = world.repliesTo(top.id).filter((one) => !world.isGone(one));
  if (replies.length === 0) return '';
  return `<section>${replies.map((one) => shownComment(world, one)).join('')}</section>`;
}

function shownComment(world: World, comment: Comment): string {
  const isBrand = comment.author === world.brand;
  const classes = [isBrand ? 'brand' : '', comment.status === 'published' ? '' : 'hidden'].filter(Boolean).join(' ');
  const picture = comment.imageUrl ? `<br><img src="${escape(comment.imageUrl)}" alt="">` : '';
  return `<p class="${classes}"><b>@${escape(comment.author.handle)}</b> ${escape(comment.text)}${picture}<br>
    <small>${comment.publishedAt.toISOString()}${notes[comment.status]}</small></p>`;
}
