import type { Cast } from '#sandbox/kit/types.ts';

export type Person = {
  id: string;
  name: string;
  avatarUrl?: string;
  /** Shown to the Page with what she writes. */ isVisible: boolean;
};

export type PostRecord = {
  id: string;
  by: Person;
  kind: 'own' | 'ad' | 'visitor' | 'tag';
  text: string;
  createdAt: Date;
  movedAt: Date;
  isHidden: boolean;
  isDeleted: boolean;
  imageUrl?: string | undefined;
};

export type CommentRecord = {
  id: string;
  postId: string;
  parentId: string | null;
  by: Person;
  text: string;
  createdAt: Date;
  isHidden: boolean;
  isLiked: boolean;
  isDeleted: boolean;
  imageUrl?: string | undefined;
  /** The conversation that a private reply to it opened. */
  privateTalk?: string;
};

export type TextRecord = {
  id: string;
  talkId: string;
  by: Person;
  text: string;
  createdAt: Date;
  imageUrl?: string | undefined;
  /** The comment or post that it answers privately. */
  answers?: string;
};

export type TalkRecord = { id: string; with: Person; updatedAt: Date; unread: number };

export type ReviewRecord = {
  id: string;
  by: Person;
  text: string;
  type: 'positive' | 'negative';
  rating?: number | undefined;
  createdAt: Date;
  isDeleted: boolean;
};

/** A mention in a comment on somebody else's post, which is in no list. */
export type MentionRecord = {
  id: string;
  postId: string;
  by: Person;
  text: string;
  createdAt: Date;
  isDeleted: boolean;
};

export const PAGE_ID = '104857600000001';

/** The state of the sandbox. Ids are counted, so that a run can be repeated. */
export function createWorld(now: () => Date, cast?: Cast) {
  const page: Person = { id: PAGE_ID, name: cast?.brand.name ?? 'Atelier Lumen', isVisible: true };
  const counters = { post: 300_000, comment: 700_000, person: 6_100_000_000_000_000, message: 0, talk: 0, review: 0 };
  const people = new Map<string, Person>();
  const next = (what: keyof typeof counters) => (counters[what] += 1);
  return {
    now,
    page,
    people,
    posts: new Map<string, PostRecord>(),
    comments: new Map<string, CommentRecord>(),
    texts: new Map<string, TextRecord>(),
    talks: new Map<string, TalkRecord>(),
    reviews: new Map<string, ReviewRecord>(),
    mentions: new Map<string, MentionRecord>(),
    blocked: new Set<string>(),
    deletedByBrand: new Set<string>(),
    likedPosts: new Set<string>(),
    postId: (owner: string) => `${owner}_${122_100_000_000_000 + next('post')}`,
    commentId: (postId: string) => `${postId.split('_').at(-1)}_${1_220_000_000_000 + next('comment')}`,
    messageId: () =>
      `m_${Buffer.from(`parvis-sandbox-message-${String(next('message')).padStart(6, '0')}`).toString('base64url')}`,
    storyId: () => String(3_900_000_000_000 + next('review')),
    /** The person with this name, created when first used. The Page cannot see who `stranger` is. */
    personCalled: (name: string): Person => {
      const known = people.get(name);
      if (known) return known;
      const shown = name.charAt(0).toUpperCase() + name.slice(1);
      const profile = cast?.personOf(name);
      const person = {
        id: String(next('person')),
        name: profile?.name ?? `${shown} Martin`,
        ...(profile ? { avatarUrl: profile.avatarUrl } : {}),
        isVisible: name !== 'stranger',
      };
      people.set(name, person);
      return person;
    },
    talkId: () => `t_${1_016_100_000_000 + next('talk')}`,
  };
}
export type World = ReturnType<typeof createWorld>;

/** The Page's conversation with a person, created when first used. */
export function talkWith(world: World, person: Person): TalkRecord {
  const known = [...world.talks.values()].find((talk) => talk.with.id === person.id);
  if (known) return known;
  const talk: TalkRecord = { id: world.talkId(), with: person, updatedAt: new Date(0), unread: 0 };
  world.talks.set(talk.id, talk);
  return talk;
}

/** The comments under a post. */
export function commentsUnder(world: World, postId: string): CommentRecord[] {
  return [...world.comments.values()].filter((one) => one.postId === postId && !one.isDeleted);
}

/** The messages of a conversation, the newest first. */
export function textsIn(world: World, talkId: string): TextRecord[] {
  const texts = [...world.texts.values()].filter((one) => one.talkId === talkId);
  return texts.reverse().toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
}

/** Deletes a comment and its answers, as the network does. */
export function deleteComment(world: World, comment: CommentRecord): CommentRecord[] {
  comment.isDeleted = true;
  const below = [...world.comments.values()].filter((one) => one.parentId === comment.id && !one.isDeleted);
  return [comment, ...below.flatMap((one) => deleteComment(world, one))];
}
