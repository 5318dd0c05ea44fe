import type { Cast } from '../kit/types.ts';

/** The people, pictures and texts of the sandbox, and what each person may do. */

export type Person = { id: string; username: string };

export type Media = {
  id: string;
  owner: Person;
  caption: string;
  at: Date;
  product: 'FEED' | 'REELS' | 'STORY' | 'AD' | 'LIVE';
  imageUrl: string;
  /** The brand is tagged on it, or named in its caption. */
  isTagged: boolean;
  isNaming: boolean;
};

export type Comment = {
  id: string;
  media: Media;
  from: Person;
  text: string;
  at: Date;
  parentId?: string;
  isHidden: boolean;
  isDeleted: boolean;
  wasAnsweredPrivately: boolean;
  /** Names the brand under somebody else's media. */
  isNaming: boolean;
};

export type Message = {
  id: string;
  /** The person on the other side; the brand writes where `isOwn`. */
  with: Person;
  isOwn: boolean;
  text: string;
  at: Date;
  imageUrl?: string;
  story?: { as: 'mention' | 'reply'; id: string; url: string };
  repliesTo?: string;
  /** The comment that a private reply answers. */
  aboutComment?: string;
  edits: number;
  isDeleted: boolean;
};

export type World = ReturnType<typeof createWorld>;

export function createWorld(now: () => Date, cast?: Cast) {
  const brand: Person = { id: '17841400000000001', username: cast?.brand.handle ?? 'maison.parvis' };
  const name = cast?.brand.name ?? 'Maison Parvis';
  let last = 0;
  const next = () => String((last += 1)).padStart(10, '0');
  const people = new Map<string, Person>();
  const media: Media[] = [];
  const comments: Comment[] = [];
  const messages: Message[] = [];
  const blocked = new Set<string>();
  const seen = new Map<string, Date>();
  /** Only followers may read this person's texts. */
  const privatePeople = new Set<string>();

  const person = (username: string): Person => {
    const held = people.get(username);
    if (held) return held;
    const made = { id: `55${next()}443`, username };
    people.set(username, made);
    return made;
  };

  return {
    now,
    brand,
    name,
    avatarOf: (username: string) =>
      (username === brand.username ? cast?.brand : cast?.personOf(username))?.avatarUrl ??
      `https://scontent.cdninstagram.com/a/${username === brand.username ? 'maison' : username}.jpg`,
    nameOf: (username: string) => cast?.personOf(username)?.name ?? username,
    page: { id: '101000000000001', name },
    people,
    media,
    comments,
    messages,
    blocked,
    seen,
    privatePeople,
    person,
    publish(given: Partial<Media> & { caption: string }): Media {
      const id = `1790${next()}001`;
      const made: Media = {
        owner: brand,
        at: now(),
        product: 'FEED',
        imageUrl: `https://scontent.cdninstagram.com/v/${id}.jpg`,
        isTagged: false,
        isNaming: false,
        ...given,
        id,
      };
      media.unshift(made);
      return made;
    },
    comment(given: Pick<Comment, 'media' | 'from' | 'text'> & Partial<Comment>): Comment {
      const made: Comment = {
        at: now(),
        isHidden: false,
        isDeleted: false,
        wasAnsweredPrivately: false,
        isNaming: false,
        ...given,
        id: `1789${next()}007`,
      };
      comments.unshift(made);
      return made;
    },
    say(given: Pick<Message, 'with' | 'isOwn' | 'text'> & Partial<Message>): Message {
      const made: Message = {
        at: now(),
        edits: 0,
        isDeleted: false,
        ...given,
        id: `aWdfZAG1faXRlbToxOklHTWVzc2FnZAUlE${next()}ZD`,
      };
      messages.unshift(made);
      return made;
    },
    mediaById: (id: string) => media.find((one) => one.id === id),
    /** A comment that was not deleted: an answer is deleted with its comment. */
    commentById(id: string): Comment | undefined {
      const found = comments.find((one) => one.id === id && !one.isDeleted);
      const parent = found?.parentId ? comments.find((one) => one.id === found.parentId) : undefined;
      return parent?.isDeleted ? undefined : found;
    },
    /** Newest first. */
    commentsOf: (mediaId: string) =>
      newestFirst(comments.filter((one) => one.media.id === mediaId && !one.parentId && !one.isDeleted)),
    repliesTo: (commentId: string) =>
      newestFirst(comments.filter((one) => one.parentId === commentId && !one.isDeleted)).toReversed(),
    /** Answers are counted too. */
    countOf(mediaId: string): number {
      return comments.filter((one) => one.media.id === mediaId && this.commentById(one.id) !== undefined).length;
    },
    talkWith: (id: string) => newestFirst(messages.filter((one) => one.with.id === id && !one.isDeleted)),
    /** The people with whom the brand has a conversation, the most recently active first. */
    talks(): Person[] {
      const ids = newestFirst(messages).map((one) => one.with);
      return [...new Set(ids)];
    },
    lastWordOf: (id: string) => newestFirst(messages.filter((one) => one.with.id === id && !one.isOwn)).at(0)?.at,
  };
}

/** Entries of the same second keep the order in which they were made. */
function newestFirst<T extends { at: Date }>(list: readonly T[]): T[] {
  return list.toSorted((one, other) => other.at.getTime() - one.at.getTime());
}
