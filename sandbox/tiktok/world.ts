import type { Cast } from '#sandbox/kit/types.ts';

/** The people and what they wrote, in memory. */

export type Video = { id: string; caption: string; at: Date; creator: string; isDeleted: boolean; namesBrand: boolean };

export type Comment = {
  id: string;
  videoId: string;
  /** The top comment: there are two levels. */
  parentId: string | null;
  /** What it answers, which may be a reply. */
  answers: string | null;
  author: string;
  text: string;
  imageUrl: string | null;
  at: Date;
  isHidden: boolean;
  isLiked: boolean;
  isDeleted: boolean;
  /** A comment on an ad. */
  adId: string | null;
  namesBrand: boolean;
};

export type Message = {
  id: string;
  conversationId: string;
  author: string;
  text: string;
  mediaId: string | null;
  at: Date;
  source: 'APP' | 'API';
  /** The comment that it answers in private. */
  commentId: string | null;
};

export type Conversation = { id: string; fan: string; updatedAt: Date; isRead: boolean };

export const BRAND = 'brand';

export class World {
  readonly brand: { externalId: string; handle: string; name: string };
  readonly advertiser = {
    id: '7000000000000000100',
    adgroupId: '1790000000000000001',
    adId: '1790000000000000002',
    itemId: '7390000000000000009',
  };
  readonly videos: Video[] = [];
  readonly comments = new Map<string, Comment>();
  readonly conversations = new Map<string, Conversation>();
  readonly messages: Message[] = [];
  readonly now: () => Date;
  readonly #cast: Cast | undefined;
  #counter = 0n;

  constructor(now: () => Date, cast?: Cast) {
    this.now = now;
    this.#cast = cast;
    const { handle, name } = cast?.brand ?? { handle: 'lamaisonclaire', name: 'La Maison Claire' };
    this.brand = { externalId: '_000PaRvIsBrAnD', handle, name };
  }

  nameOf(author: string): string {
    if (author === BRAND) return this.brand.name;
    return this.#cast?.personOf(author)?.name ?? author.charAt(0).toUpperCase() + author.slice(1);
  }

  avatarOf(author: string): string {
    const profile = author === BRAND ? this.#cast?.brand : this.#cast?.personOf(author);
    return profile?.avatarUrl ?? `https://p16.tiktokcdn.example/${author}.jpeg?x-expires=1795000000`;
  }

  /** As long as the network's ids: too large for JavaScript's numbers. */
  makeId(): string {
    this.#counter += 1n;
    return String(7_400_000_000_000_000_000n + this.#counter);
  }

  keyOf(author: string): string {
    return author === BRAND ? this.brand.externalId : `u_${author}`;
  }

  addVideo(given: Pick<Video, 'caption' | 'creator'> & Partial<Video>): Video {
    const video = { id: this.makeId(), at: this.now(), isDeleted: false, namesBrand: false, ...given };
    this.videos.push(video);
    return video;
  }

  addComment(given: Pick<Comment, 'videoId' | 'author' | 'text'> & Partial<Comment>): Comment {
    const comment: Comment = {
      id: this.makeId(),
      parentId: null,
      answers: null,
      imageUrl: null,
      at: this.now(),
      isHidden: false,
      isLiked: false,
      isDeleted: false,
      adId: null,
      namesBrand: false,
      ...given,
    };
    this.comments.set(comment.id, comment);
    return comment;
  }

  addMessage(given: Pick<Message, 'conversationId' | 'author' | 'text'> & Partial<Message>): Message {
    const message: Message = {
      id: this.makeId(),
      mediaId: null,
      at: this.now(),
      source: 'APP',
      commentId: null,
      ...given,
    };
    this.messages.push(message);
    const conversation = this.conversations.get(message.conversationId);
    if (conversation && message.at >= conversation.updatedAt) conversation.updatedAt = message.at;
    return message;
  }

  /** The brand's conversation with somebody. Ids have a plus sign, as the network's do. */
  conversationWith(fan: string, at = this.now()): Conversation {
    const id = `0:1:7000+${fan}`;
    const held = this.conversations.get(id) ?? { id, fan, updatedAt: at, isRead: false };
    this.conversations.set(id, held);
    return held;
  }

  messagesIn(conversationId: string): Message[] {
    const found = this.messages.filter((message) => message.conversationId === conversationId);
    return found.sort((one, other) => +one.at - +other.at);
  }

  /** Somebody wrote in it, and the brand has not answered. */
  isRequest(conversationId: string): boolean {
    return !this.messagesIn(conversationId).some(({ author }) => author === BRAND);
  }

  living(videoId: string): Comment[] {
    return [...this.comments.values()].filter((one) => one.videoId === videoId && !this.isGone(one));
  }

  /** The replies of a deleted comment are gone too. */
  isGone(comment: Comment): boolean {
    const parent = comment.parentId === null ? undefined : this.comments.get(comment.parentId);
    return comment.isDeleted || parent?.isDeleted === true;
  }

  brandVideos(): Video[] {
    const own = this.videos.filter(({ creator, isDeleted }) => creator === BRAND && !isDeleted);
    return own.toReversed();
  }
}
