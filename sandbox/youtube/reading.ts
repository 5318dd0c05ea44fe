import type { SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';
import { needPart, oneOf, pageOf, parametersOf, Refused, sizeOf } from './parameters.ts';
import { channelJson, commentJson, etagOf, type Telling, threadJson, videoJson } from './wire.ts';
import type { Comment, Status, World } from './world.ts';

const THREAD_PARAMETERS = ['part', 'allThreadsRelatedToChannelId', 'videoId', 'id', 'maxResults', 'order', 'pageToken'];
const listed: readonly Status[] = ['published', 'heldForReview', 'likelySpam'];
const MAX_IDS = 50;

export function listThreads(world: World, request: SandboxRequest): SandboxAnswer {
  const asked = parametersOf(request, [...THREAD_PARAMETERS, 'searchTerms', 'moderationStatus', 'textFormat']);
  needPart(asked('part'), ['id', 'snippet', 'replies']);
  const channelId = asked('allThreadsRelatedToChannelId');
  const videoId = asked('videoId');
  const filter = oneOf({ allThreadsRelatedToChannelId: channelId, videoId, id: asked('id') });
  const status = listed.find((one) => one === (asked('moderationStatus') || 'published'));
  if (!status) throw new Refused(400, 'invalidValue', 'Invalid moderationStatus');
  const telling: Telling = { isPlain: asked('textFormat') === 'plainText', isById: filter === 'id' };
  const tops = [...world.comments.values()].filter((one) => one.id === one.threadId);
  if (filter === 'id') {
    if (asked('moderationStatus') || asked('maxResults')) {
      throw new Refused(400, 'incompatibleParameters', 'Incompatible parameters with id');
    }
    const ids = idsOf(asked('id'));
    const found = tops.filter((one) => ids.includes(one.id) && isShown(world, one, 'published'));
    return list(
      'commentThread',
      found.map((one) => threadJson(world, one, telling, 'published')),
    );
  }
  if (videoId) mustTakeComments(world, videoId);
  if (channelId && channelId !== world.brand.channelId) {
    throw new Refused(404, 'channelNotFound', 'The channel could not be found.', 'youtube.commentThread');
  }
  const matching = tops.filter((one) => (!videoId || one.videoId === videoId) && isShown(world, one, status));
  const page = pageOf(matching, { size: sizeOf(asked('maxResults')), token: asked('pageToken') });
  const items = page.items.map((one) => threadJson(world, one, telling, status));
  return list('commentThread', items, page.nextPageToken);
}

export function listComments(world: World, request: SandboxRequest): SandboxAnswer {
  const asked = parametersOf(request, ['part', 'parentId', 'id', 'maxResults', 'pageToken', 'textFormat']);
  needPart(asked('part'), ['id', 'snippet']);
  const parentId = asked('parentId');
  const isById = oneOf({ parentId, id: asked('id') }) === 'id';
  const telling = { isPlain: asked('textFormat') === 'plainText', isById };
  const tell = (comments: readonly Comment[]) => comments.map((one) => commentJson(world, one, telling));
  if (isById) {
    if (asked('maxResults'))
      throw new Refused(400, 'incompatibleParameters', 'Incompatible parameters: id, maxResults');
    const ids = idsOf(asked('id'));
    const shown = [...world.comments.values()].filter((one) => ids.includes(one.id) && isPublic(world, one));
    return list('comment', tell(shown));
  }
  const parent = world.comments.get(parentId);
  if (!parent || parent.id !== parent.threadId || !isPublic(world, parent)) {
    throw new Refused(404, 'commentNotFound', 'The parent comment could not be found.', 'youtube.comment');
  }
  const replies = world.repliesTo(parentId).filter((one) => isPublic(world, one));
  const page = pageOf(replies, { size: sizeOf(asked('maxResults')), token: asked('pageToken') });
  return list('comment', tell(page.items), page.nextPageToken);
}

export function listVideos(world: World, request: SandboxRequest): SandboxAnswer {
  const asked = parametersOf(request, ['part', 'id']);
  needPart(asked('part'), ['id', 'snippet', 'statistics']);
  const videos = idsOf(asked('id')).map((id) => world.videos.get(id));
  return list(
    'video',
    videos.filter((video) => video !== undefined).map((video) => videoJson(world, video)),
  );
}

/** The channels of one login: a second one of the same owner gets no comments. */
export function listChannels(
  channels: readonly { externalId: string; name: string; handle: string }[],
  request: SandboxRequest,
): SandboxAnswer {
  const asked = parametersOf(request, ['part', 'mine', 'maxResults', 'pageToken']);
  needPart(asked('part'), ['id', 'snippet', 'statistics']);
  if (asked('mine') !== 'true') throw new Refused(400, 'missingRequiredParameter', 'No filter selected.');
  sizeOf(asked('maxResults'), { max: 50, usual: 5 });
  return list(
    'channel',
    channels.map(({ externalId, ...shown }) => channelJson(externalId, shown)),
  );
}

function mustTakeComments(world: World, videoId: string): void {
  const video = world.videos.get(videoId);
  if (!video) throw new Refused(404, 'videoNotFound', 'The video could not be found.', 'youtube.commentThread');
  if (video.takesComments) return;
  const message = 'The video identified by the videoId parameter has disabled comments.';
  throw new Refused(403, 'commentsDisabled', message, 'youtube.commentThread');
}

/** A thread is in the list of withheld comments when one of its comments is withheld. */
function isShown(world: World, top: Comment, status: Status): boolean {
  if (world.isGone(top)) return false;
  if (top.status === status) return true;
  return status !== 'published' && world.repliesTo(top.id).some((one) => one.status === status && !world.isGone(one));
}

function isPublic(world: World, comment: Comment): boolean {
  const top = world.comments.get(comment.threadId);
  return !world.isGone(comment) && comment.status === 'published' && top?.status === 'published';
}

function idsOf(value: string): string[] {
  const ids = value.split(',').filter(Boolean);
  if (ids.length === 0) throw new Refused(400, 'missingRequiredParameter', 'No filter selected.');
  if (ids.length > MAX_IDS) throw new Refused(400, 'invalidFilters', 'Too many ids');
  return ids;
}

function list(kind: string, items: unknown[], nextPageToken?: string): SandboxAnswer {
  const json = {
    kind: `youtube#${kind}ListResponse`,
    etag: etagOf(items),
    ...(nextPageToken ? { nextPageToken } : {}),
    pageInfo: { totalResults: items.length, resultsPerPage: items.length },
    items,
  };
  return { status: 200, json };
}
