import { createHash } from 'node:crypto';
import type { Cast } from '../kit/types.ts';

export const ORG = 'urn:li:organization:5515715';
/** A second page that the same member administers, to choose from. */
export const OTHER_ORG = 'urn:li:organization:7707070';
export const ADMIN = 'urn:li:person:zLqTygBP8S';

type Organization = { localizedName: string; vanityName: string };

function organizationsOf(cast: Cast | undefined): Record<string, Organization> {
  const { name, handle } = cast?.brand ?? { name: 'Maison Colibri', handle: 'maison-colibri' };
  const other = cast
    ? { name: `${name} Pro`, handle: `${handle}-pro` }
    : { name: 'Colibri Pro', handle: 'colibri-pro' };
  return {
    [ORG]: { localizedName: name, vanityName: handle },
    [OTHER_ORG]: { localizedName: other.name, vanityName: other.handle },
  };
}

export type Post = { share: string; activity: string; author: string; text: string; createdAt: number };

export type Comment = {
  urn: string;
  id: string;
  root: string;
  parent: string | null;
  actor: string;
  text: string;
  createdAt: number;
  editedAt: number | null;
  imageUrl: string | null;
  likedBy: Set<string>;
  isDeleted: boolean;
};

export type Action = 'COMMENT' | 'ADMIN_COMMENT' | 'COMMENT_EDIT' | 'COMMENT_DELETE' | 'SHARE_MENTION';

export type Notification = { id: string; action: Action; at: number; post: Post; comment: Comment | null };

/** What is on LinkedIn around one page: posts, comments, and their notifications. */
export class World {
  readonly posts: Post[] = [];
  readonly comments = new Map<string, Comment>();
  readonly notifications: Notification[] = [];
  readonly organizations: Record<string, Organization>;
  readonly names: Map<string, string>;
  /** Called with every new notification. */
  onNotified: (notification: Notification) => void = () => {};
  readonly #now: () => Date;
  readonly #cast: Cast | undefined;
  #serial = 0n;

  constructor(now: () => Date, cast?: Cast) {
    this.#now = now;
    this.#cast = cast;
    this.organizations = organizationsOf(cast);
    this.names = new Map([
      [ORG, this.organizations[ORG]?.localizedName ?? ''],
      [ADMIN, 'Ada'],
    ]);
  }

  now(): number {
    return this.#now().getTime();
  }

  /** A member's URN, made from a name; LinkedIn's person ids are opaque too. */
  person(name: string): string {
    const urn = `urn:li:person:${createHash('sha256').update(name).digest('base64url').replace(/[-_]/g, '').slice(0, 10)}`;
    this.names.set(urn, this.#cast?.personOf(name)?.name ?? name);
    return urn;
  }

  post(author: string, text: string, agoMs = 0): Post {
    const serial = this.#next();
    const activity = 7_094_985_690_000_000_000n + serial * 1_000_000_000n;
    const post = {
      share: `urn:li:share:${activity - 500_000_000n}`,
      activity: `urn:li:activity:${activity}`,
      author,
      text,
      createdAt: this.now() - agoMs,
    };
    this.posts.push(post);
    if (author !== ORG) this.#notify('SHARE_MENTION', post, null, post.createdAt);
    return post;
  }

  comment(given: { on: string; actor: string; text: string; agoMs?: number; imageUrl?: string | null }): Comment {
    const above = this.comments.get(given.on);
    const post = this.postOf(above?.root ?? given.on);
    if (!post) throw new Error(`nothing to comment on at ${given.on}`);
    const id = String(7_200_000_000_000_000_000n + this.#next() * 1_000_000_000n);
    const comment: Comment = {
      urn: `urn:li:comment:(${post.activity},${id})`,
      id,
      root: post.activity,
      // One level of answers: an answer to an answer is written under the top comment.
      parent: above ? (above.parent ?? above.urn) : null,
      actor: given.actor,
      text: given.text,
      createdAt: this.now() - (given.agoMs ?? 0),
      editedAt: null,
      imageUrl: given.imageUrl ?? null,
      likedBy: new Set(),
      isDeleted: false,
    };
    this.comments.set(comment.urn, comment);
    this.#notify(given.actor === ORG ? 'ADMIN_COMMENT' : 'COMMENT', post, comment, comment.createdAt);
    return comment;
  }

  edit(urn: string, text: string): void {
    const comment = this.comment$(urn);
    comment.text = text;
    comment.editedAt = Math.max(this.now(), comment.createdAt + 1);
    this.#notify('COMMENT_EDIT', this.post$(comment.root), comment);
  }

  remove(urn: string): void {
    const comment = this.comment$(urn);
    for (const answer of this.under(urn)) answer.isDeleted = true;
    comment.isDeleted = true;
    this.#notify('COMMENT_DELETE', this.post$(comment.root), comment);
  }

  /** The comments directly under a post or a comment, the latest first. */
  under(urn: string): Comment[] {
    const root = this.postOf(urn)?.activity;
    return [...this.comments.values()]
      .filter(({ isDeleted, parent, ...one }) => !isDeleted && (root ? one.root === root && !parent : parent === urn))
      .toReversed();
  }

  postOf(urn: string): Post | undefined {
    return this.posts.find(({ share, activity }) => share === urn || activity === urn);
  }

  comment$(urn: string): Comment {
    const comment = this.comments.get(urn);
    if (!comment) throw new Error(`there is no comment ${urn}`);
    return comment;
  }

  post$(urn: string): Post {
    const post = this.postOf(urn);
    if (!post) throw new Error(`there is no post ${urn}`);
    return post;
  }

  #notify(action: Action, post: Post, comment: Comment | null, at = this.now()): void {
    // Past 2^53, as a 64-bit integer may be; read as doubles, two neighbours are the same number.
    const notification = { id: String(9_007_199_254_740_993n + this.#next()), action, at, post, comment };
    this.notifications.push(notification);
    this.onNotified(notification);
  }

  #next(): bigint {
    return (this.#serial += 1n);
  }
}
