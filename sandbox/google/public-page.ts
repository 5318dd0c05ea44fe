import { escape } from '#sandbox/kit/page.ts';
import type { Place, Review, World } from './world.ts';

/** The place with its reviews, as the map shows it; an answer that Google has not approved is shown faint. */
export function publicPage(world: World, { title, locality }: Place): string {
  const reviews = world.shown().toReversed();
  const list = reviews.map((review) => shownReview(world, review)).join('');
  return `<p><b>${escape(title)}</b> · ${escape(locality)} · ${reviews.length} reviews</p>${list}`;
}

function shownReview(world: World, review: Review): string {
  const { fan, isAnonymous, rating, text, imageUrl } = review;
  const picture = imageUrl ? `<br><img src="${escape(imageUrl)}" alt="">` : '';
  return `<article><p><b>${escape(isAnonymous ? 'A Google user' : fan)}</b> ${'★'.repeat(rating)}${'☆'.repeat(5 - rating)}<br>
    ${escape(text)}${picture}<br><small>${review.updateTime.toISOString()}</small></p>${shownReply(world, review)}</article>`;
}

function shownReply(world: World, { reply }: Review): string {
  if (!reply || reply.isDeleted) return '';
  const state = world.stateOf(reply);
  const note = state === 'APPROVED' ? '' : ` · ${state.toLowerCase()}`;
  return `<p class="brand${state === 'APPROVED' ? '' : ' hidden'}">Response from the owner<br>${escape(reply.text)}<br>
    <small>${reply.updateTime.toISOString()}${note}</small></p>`;
}
