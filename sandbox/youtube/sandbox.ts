import { dateIn, nextMidnight } from '#lib/networks/next-midnight.ts';
import { legacyError, unknownAddress } from '#sandbox/kit/google/errors.ts';
import { createGoogleOAuth } from '#sandbox/kit/google/oauth.ts';
import type { CreateSandbox, SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';
import { Refused } from './parameters.ts';
import { publicPage } from './public-page.ts';
import { listChannels, listComments, listThreads, listVideos } from './reading.ts';
import { createWorld, type World } from './world.ts';
import { deleteComment, insertComment, setModerationStatus } from './writing.ts';

const app = { clientId: '407408718192.apps.googleusercontent.com', clientSecret: 'GOCSPX-sandbox', webhookSecret: '' };
const ownBrand = { handle: 'maisonparvis', name: 'Maison Parvis' };
const ownSecond = { handle: 'parvisateliers', name: 'Parvis · Les ateliers' };
const SCOPE = 'https://www.googleapis.com/auth/youtube.force-ssl';
const API = '/youtube/v3/';
const DAILY_UNITS = 10_000;

type Method = { units: number; run: (world: World, request: SandboxRequest) => SandboxAnswer };

const methodsFor = (channels: Parameters<typeof listChannels>[0]): Readonly<Record<string, Method>> => ({
  'GET commentThreads': { units: 1, run: listThreads },
  'GET comments': { units: 1, run: listComments },
  'GET videos': { units: 1, run: listVideos },
  'GET channels': { units: 1, run: (_, request) => listChannels(channels, request) },
  'POST comments': { units: 50, run: insertComment },
  'DELETE comments': { units: 50, run: deleteComment },
  'POST comments/setModerationStatus': { units: 50, run: setModerationStatus },
});

/** YouTube Data API v3: comments and their moderation, with the daily units. */
export const createSandbox: CreateSandbox = ({ now, cast }) => {
  const brand = { externalId: 'UCx5XG1OV2P6uZZ5FSM9Ttwq', ...(cast?.brand ?? ownBrand) };
  const other = cast
    ? { ...cast.brand, handle: `${cast.brand.handle}.ateliers`, name: `${cast.brand.name} · Les ateliers` }
    : ownSecond;
  const channels = [brand, { externalId: 'UCp9QmZ3Ld0aHn2sVbT6yKwe', ...other }];
  const methods = methodsFor(channels);
  const oauth = createGoogleOAuth({ app, scope: SCOPE, account: brand.name, now });
  const world = createWorld(
    { ...cast?.brand, channelId: brand.externalId, handle: brand.handle, isGone: false },
    now,
    cast,
  );
  const spent = { day: '', units: 0 };
  const exceeded: string[] = [];
  const commentOf = (id: string) => {
    const comment = world.comments.get(id);
    if (!comment) throw new Error(`no comment ${id}`);
    return comment;
  };

  function handle(request: SandboxRequest): SandboxAnswer {
    const signIn = oauth.handle(request);
    if (signIn) return signIn;
    const method = request.path.startsWith(API)
      ? methods[`${request.method} ${request.path.slice(API.length)}`]
      : undefined;
    if (!method) return unknownAddress;
    const fault = oauth.faultOf(request);
    if (fault === 'none') return legacyError(401, 'required', 'Login Required.');
    if (fault === 'dead') return legacyError(401, 'authError', 'Invalid Credentials');
    if (fault === 'scope') return legacyError(403, 'insufficientPermissions', 'Insufficient Permission');
    const day = dateIn('America/Los_Angeles', now());
    if (spent.day !== day) Object.assign(spent, { day, units: 0 });
    if (spent.units + method.units > DAILY_UNITS) {
      exceeded.push(`the day's ${DAILY_UNITS} units: ${request.method} ${request.path}`);
      return overQuota();
    }
    // Every request costs units, an invalid one too.
    spent.units += method.units;
    try {
      return method.run(world, request);
    } catch (error) {
      if (error instanceof Refused) return error.answer;
      if (error instanceof SyntaxError) return legacyError(400, 'parseError', 'Parse Error');
      throw error;
    }
  }

  return {
    network: 'youtube',
    brand,
    app,
    kinds: ['comment'],
    handle,
    isWrite: ({ method, path }) => method !== 'GET' && path.startsWith(API),
    // The network has a daily limit, and unpublished ones by the minute; it says of neither when it ends.
    limited: (until) =>
      until.getTime() >= nextMidnight('America/Los_Angeles', now()).getTime()
        ? overQuota()
        : legacyError(403, 'rateLimitExceeded', 'Rate Limit Exceeded', 'usageLimits'),
    broken: () => legacyError(503, 'backendError', 'Backend Error'),
    rejects: () => legacyError(400, 'processingFailure', 'The API server failed to successfully process the request.'),
    connectInput: () => ({ ...oauth.tokens(), externalId: brand.externalId }),
    brandPosts: (title, given) => world.publish(title, given).id,
    brandAnswers: (id, text, { agoMs }) => {
      const parent = commentOf(id);
      world.add({ author: world.brand, text, videoId: parent.videoId, parent, agoMs });
    },
    fanWrites: (words) => {
      if (words.kind !== 'comment') throw new Error(`nobody can write a ${words.kind} here`);
      return world.fanWrites(words).id;
    },
    fanEdits: (id, text) => world.edit(id, text),
    fanDeletes: (id) => world.remove(id),
    answersTo: (id) => {
      const { threadId, author } = commentOf(id);
      return world
        .repliesTo(threadId)
        .filter((one) => one.author === world.brand && !world.isGone(one) && world.answeredBy(one)?.id === id)
        .map(({ text }) => (id === threadId ? text : text.replace(`@${author.handle} `, '')));
    },
    isSet: (kind, id) => {
      const comment = commentOf(id);
      switch (kind) {
        case 'hide':
          return comment.status === 'heldForReview';
        case 'delete':
          return world.isGone(comment);
        case 'block':
          return world.banned.has(comment.author.channelId);
        case 'like':
        case 'mute':
          return false;
        default:
          return kind satisfies never;
      }
    },
    held: () =>
      [...world.comments.values()]
        .filter(({ isBanned }) => !isBanned)
        .map((comment) => ({
          id: comment.id,
          kind: 'comment',
          text: comment.text,
          isDeleted: world.isGone(comment),
          direction: comment.author === world.brand ? 'outbound' : 'inbound',
        })),
    expireAccess: () => oauth.expireAccess(),
    expireRefresh: () => oauth.expireRefresh(),
    revoke: () => oauth.revoke(),
    logins: () => oauth.logins(),
    exceeded: () => [...exceeded],
    takeDeliveries: () => [],
    withhold: oauth.withhold,
    publicPage: () => publicPage(world),
  };
};

function overQuota(): SandboxAnswer {
  const message =
    'The request cannot be completed because you have exceeded your <a href="/youtube/v3/getting-started#quota">quota</a>.';
  return legacyError(403, 'quotaExceeded', message, 'youtube.quota');
}
