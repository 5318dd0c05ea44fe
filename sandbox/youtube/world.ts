import { createHash } from 'node:crypto';
import type { Cast, FanWords } from '#sandbox/kit/types.ts';

export type Person = { channelId: string; handle: string; avatarUrl?: string; isGone: boolean };
export type Video = { id: string; title: string; publishedAt: Date; takesComments: boolean };
export type Status = 'published' | 'heldForReview' | 'likelySpam' | 'rejected';
export type Comment = {
  id: string;
  serial: number;
  /** The top comment of its thread; for that one, itself. */
  threadId: string;
  videoId: string;
  author: Person;
  text: string;
  imageUrl?: string;
  publishedAt: Date;
  updatedAt: Date;
  status: Status;
  isDeleted: boolean;
  /** Rejected on arrival, because its author is banned: in no list. */
  isBanned: boolean;
};

/** The people, videos and comments of one channel. The network's times are whole seconds. */
export function createWorld(brand: Person, now: () => Date, cast?: Cast) {
  const videos = new Map<string, Video>();
  const comments = new Map<string, Comment>();
  const people = new Map<string, Person>();
  const banned = new Set<string>();
  let serial = 0;
  const opaque = (kind: string, length: number) => {
    serial += 1;
    return createHash('sha256').update(`${kind}:${serial}`).digest('base64url').slice(0, length);
  };
  const wholeSeconds = (ms: number) => new Date(Math.floor(ms / 1000) * 1000);

  function personOf(name: string): Person {
    const known = people.get(name);
    if (known) return known;
    const profile = cast?.personOf(name);
    const person = {
      channelId: `UC${opaque('channel', 22)}`,
      handle: name,
      ...(profile ? { avatarUrl: profile.avatarUrl } : {}),
      isGone: false,
    };
    people.set(name, person);
    return person;
  }

  function add(given: Pick<Comment, 'author' | 'text' | 'videoId'> & { parent?: Comment; agoMs?: number }): Comment {
    const { parent, agoMs = 0, ...words } = given;
    const topId = parent?.threadId;
    const id = topId ? `${topId}.9${opaque('reply', 21)}` : `Ugz${opaque('comment', 16)}4AaABAg`;
    const at = wholeSeconds(now().getTime() - agoMs);
    const isBanned = banned.has(words.author.channelId);
    const comment: Comment = {
      ...words,
      id,
      serial,
      threadId: topId ?? id,
      publishedAt: at,
      updatedAt: at,
      status: isBanned ? 'rejected' : 'published',
      isDeleted: false,
      isBanned,
    };
    comments.set(id, comment);
    return comment;
  }

  function publish(title: string, { agoMs = 0 }: { agoMs?: number } = {}): Video {
    const publishedAt = wholeSeconds(now().getTime() - agoMs);
    const video = { id: opaque('video', 11), title, publishedAt, takesComments: true };
    videos.set(video.id, video);
    return video;
  }

  return {
    brand,
    videos,
    comments,
    banned,
    publish,
    add,
    fanWrites(words: FanWords): Comment {
      const { text, fan = 'lea', under, variant, imageUrl, agoMs = 0 } = words;
      const parent = under === undefined ? undefined : comments.get(under);
      const video = parent ? videos.get(parent.videoId) : (videos.get(under ?? '') ?? [...videos.values()].at(-1));
      const { id: videoId } = video ?? publish('Bienvenue sur la chaîne');
      const author = personOf(fan);
      if (variant === 'author_gone') author.isGone = true;
      const comment = add({ author, text, videoId, agoMs, ...(parent ? { parent } : {}) });
      if (imageUrl) comment.imageUrl = imageUrl;
      if (variant === 'held' && !comment.isBanned) comment.status = 'heldForReview';
      if (variant === 'spam' && !comment.isBanned) comment.status = 'likelySpam';
      return comment;
    },
    edit(id: string, text: string): void {
      const comment = comments.get(id);
      if (!comment) throw new Error(`no comment ${id}`);
      comment.text = text;
      // Two versions of a comment never have the same second.
      comment.updatedAt = wholeSeconds(Math.max(now().getTime(), comment.updatedAt.getTime() + 1000));
    },
    remove(id: string): void {
      const comment = comments.get(id);
      if (!comment) throw new Error(`no comment ${id}`);
      comment.isDeleted = true;
    },
    /** Gone for everybody: deleted, rejected, or under such a comment. */
    isGone(comment: Comment): boolean {
      const top = comments.get(comment.threadId) ?? comment;
      return [comment, top].some(({ isDeleted, status }) => isDeleted || status === 'rejected');
    },
    repliesTo(threadId: string): Comment[] {
      return [...comments.values()].filter((one) => one.threadId === threadId && one.id !== threadId);
    },
    /** Whom a reply of the brand answers: the person named at its beginning, or the thread's first comment's author. */
    answeredBy(reply: Comment): Comment | undefined {
      const handle = /^@(\S+)/.exec(reply.text)?.[1];
      const named = [...comments.values()].filter(
        (one) => one.threadId === reply.threadId && one.id !== one.threadId && one.author.handle === handle,
      );
      return named.filter((one) => one.serial < reply.serial).at(-1) ?? comments.get(reply.threadId);
    },
  };
}
export type World = ReturnType<typeof createWorld>;
