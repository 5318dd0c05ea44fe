import type { Cast } from '../kit/types.ts';

/** The people and posts of the sandbox. */

export type Person = { id: string; username: string };

export type Post = {
  id: string;
  by: Person;
  text: string;
  at: Date;
  /** What it answers, and the post at the top. */
  repliedTo?: string;
  rootId?: string;
  imageUrls: string[];
  isHidden: boolean;
  wasShown: boolean;
  /** `pending` awaits the approval of the top post's owner, who has decided about `ignored`. */
  approval: 'none' | 'pending' | 'ignored';
  isQuote: boolean;
  isDeleted: boolean;
};

/** A container: will be published; nobody sees it. */
export type Container = {
  id: string;
  text: string;
  replyTo?: string;
  imageUrls: string[];
  madeAt: Date;
  publishedAs?: string;
};

export type World = ReturnType<typeof createWorld>;

export function createWorld(now: () => Date, cast?: Cast) {
  const brand: Person = { id: '78901234567890123', username: cast?.brand.handle ?? 'maison.parvis' };
  /** The text names the brand, or quotes it. */
  const isMention = ({ text, isQuote }: Post): boolean => isQuote || text.includes(`@${brand.username}`);
  let last = 0;
  const next = () => String((last += 1)).padStart(7, '0');
  const people = new Map<string, Person>();
  const posts: Post[] = [];
  const containers = new Map<string, Container>();
  const usage = { replies: [] as Date[], deletions: [] as Date[] };

  const byId = (id: string | undefined) => posts.find((one) => one.id === id && !one.isDeleted);
  return {
    now,
    brand,
    name: cast?.brand.name ?? 'Maison Parvis',
    avatarOf: (username: string) =>
      (username === brand.username ? cast?.brand : cast?.personOf(username))?.avatarUrl ??
      `https://scontent.cdninstagram.com/t/${username === brand.username ? 'maison' : username}.jpg`,
    people,
    posts,
    containers,
    usage,
    person(username: string): Person {
      const held = people.get(username) ?? { id: `5566${next()}0001`, username };
      people.set(username, held);
      return held;
    },
    publish(given: Pick<Post, 'by' | 'text'> & Partial<Post>): Post {
      const made: Post = {
        at: now(),
        imageUrls: [],
        isHidden: false,
        wasShown: false,
        approval: 'none',
        isQuote: false,
        isDeleted: false,
        ...given,
        id: `1797${next()}890123`,
      };
      posts.unshift(made);
      return made;
    },
    contain(given: Pick<Container, 'text' | 'imageUrls'> & { replyTo?: string }): Container {
      const made: Container = { ...given, id: `1801${next()}555001`, madeAt: now() };
      containers.set(made.id, made);
      return made;
    },
    byId,
    /** The whole tree under a post, newest first. */
    conversationOf: (rootId: string) =>
      newestFirst(posts.filter((one) => one.rootId === rootId && !one.isDeleted && one.approval === 'none')),
    repliesTo: (id: string) =>
      posts.filter((one) => one.repliedTo === id && !one.isDeleted && one.approval === 'none').toReversed(),
    pendingUnder: (rootId: string, approval: 'pending' | 'ignored') =>
      newestFirst(posts.filter((one) => one.rootId === rootId && !one.isDeleted && one.approval === approval)),
    ownPosts: () => newestFirst(posts.filter((one) => one.by === brand && !one.rootId && !one.isDeleted)),
    ownReplies: () => newestFirst(posts.filter((one) => one.by === brand && one.rootId && !one.isDeleted)),
    /** All who name it, also under the brand's own posts. */
    mentions: () => newestFirst(posts.filter((one) => one.by !== brand && !one.isDeleted && isMention(one))),
    isUnderBrand: (post: Post) => byId(post.rootId)?.by === brand,
    isMention,
  };
}

const DAY_MS = 24 * 3_600_000;

/** How many of these moments are within the last day. */
export function inDay(world: World, moments: readonly Date[]): number {
  return moments.filter((at) => at.getTime() > world.now().getTime() - DAY_MS).length;
}

function newestFirst(list: readonly Post[]): Post[] {
  return list.toSorted((one, other) => other.at.getTime() - one.at.getTime());
}
