import { z } from 'zod';
import type { SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';
import { invalid, notFound, parametersOf, sizeOf } from './parameters.ts';
import { replyJson, reviewJson } from './wire.ts';
import type { Review, World } from './world.ts';

const MAX_REPLY_BYTES = 4_096;
const orders = ['', 'rating', 'rating desc', 'updateTime desc'];

/** @param place `accounts/1/locations/2` */
export function listReviews(world: World, place: string, request: SandboxRequest): SandboxAnswer {
  const asked = parametersOf(request, ['pageSize', 'pageToken', 'orderBy']);
  const size = sizeOf(asked('pageSize'), 50);
  const order = asked('orderBy');
  if (!orders.includes(order)) throw invalid('Invalid order by.');
  const [time, serial] = readToken(asked('pageToken'));
  const shown = world.shown().toSorted(byOrder(order));
  const isByTime = !order.startsWith('rating');
  const below = shown.filter(
    (one) => !isByTime || +one.updateTime < time || (+one.updateTime === time && one.serial < serial),
  );
  const page = below.slice(0, size);
  const last = page.at(-1);
  const sum = shown.reduce((total, { rating }) => total + rating, 0);
  const json = {
    ...(page.length > 0 ? { reviews: page.map((one) => reviewJson(world, one, place)) } : {}),
    ...(shown.length > 0 ? { averageRating: sum / shown.length, totalReviewCount: shown.length } : {}),
    ...(last && isByTime && below.length > size
      ? { nextPageToken: Buffer.from(`${+last.updateTime}:${last.serial}`).toString('base64url') }
      : {}),
  };
  return { status: 200, json };
}

export function getReview(world: World, place: string, id: string, request: SandboxRequest): SandboxAnswer {
  parametersOf(request, []);
  return { status: 200, json: reviewJson(world, reviewOf(world, id), place) };
}

const replyBody = z.object({ comment: z.string().default('') });

export function updateReply(world: World, id: string, request: SandboxRequest): SandboxAnswer {
  parametersOf(request, []);
  const body = replyBody.safeParse(JSON.parse(request.body.toString()));
  if (!body.success) throw invalid('Invalid JSON payload received.');
  const { comment } = body.data;
  const review = reviewOf(world, id);
  if (!comment.trim()) throw invalid('Reply comment is empty.');
  if (Buffer.byteLength(comment) > MAX_REPLY_BYTES) throw invalid('Reply comment is too long.');
  return { status: 200, json: replyJson(world, world.answer(review, comment)) };
}

export function deleteReply(world: World, id: string, request: SandboxRequest): SandboxAnswer {
  parametersOf(request, []);
  const { reply } = reviewOf(world, id);
  if (!reply || reply.isDeleted) throw notFound();
  reply.isDeleted = true;
  return { status: 200, json: {} };
}

function reviewOf(world: World, id: string): Review {
  const review = world.reviews.get(id);
  if (!review || review.isDeleted) throw notFound();
  return review;
}

function byOrder(order: string): (one: Review, other: Review) => number {
  if (order === 'rating') return (one, other) => one.rating - other.rating;
  if (order === 'rating desc') return (one, other) => other.rating - one.rating;
  return (one, other) => +other.updateTime - +one.updateTime || other.serial - one.serial;
}

function readToken(token: string): [number, number] {
  if (token === '') return [Infinity, Infinity];
  const found = /^(\d+):(\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  if (!found) throw invalid('Invalid page token.');
  return [Number(found[1]), Number(found[2])];
}
