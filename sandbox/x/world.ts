import type { Cast } from '#sandbox/kit/types.ts';
import { createIds } from './ids.ts';

export type XUser = { id: string; username: string; name: string; avatarUrl?: string; takesMessages: boolean };
export type Version = { id: string; text: string; at: Date };
export type XPost = {
  /** The id of its first version. */
  id: string;
  versions: [Version, ...Version[]];
  authorId: string;
  conversationId: string;
  replyTo: { postId: string; userId: string } | null;
  quotes: string | null;
  /** Names before a reply's own text, as the network puts them there. */
  leading: string[];
  imageUrl: string | null;
  isDeleted: boolean;
  isHidden: boolean;
};
export type XMessage = { id: string; from: string; to: string; text: string; mediaId: string | null };

/** A delivery's content, before it is signed. */
export type Push = { type: string; payload: unknown; includes?: unknown; isAboutUser?: boolean };

export type World = ReturnType<typeof createWorld>;

/** The people of the network, what they wrote, and what the brand did. */
export function createWorld(brand: { externalId: string; handle: string; name: string }, now: () => Date, cast?: Cast) {
  const nextId = createIds();
  const users = new Map<string, XUser>([
    [
      brand.externalId,
      {
        id: brand.externalId,
        username: brand.handle,
        name: brand.name,
        ...(cast ? { avatarUrl: cast.brand.avatarUrl } : {}),
        takesMessages: true,
      },
    ],
  ]);
  const posts: XPost[] = [];
  const byVersion = new Map<string, XPost>();
  const messages: XMessage[] = [];
  let people = 0;

  function personNamed(name: string): XUser {
    const held = [...users.values()].find(({ username }) => username === name);
    if (held) return held;
    people += 1;
    const profile = cast?.personOf(name);
    const user: XUser = {
      id: String(2_200_000_000 + people * 7_919),
      username: name,
      name: profile?.name ?? name.charAt(0).toUpperCase() + name.slice(1),
      ...(profile ? { avatarUrl: profile.avatarUrl } : {}),
      takesMessages: !name.startsWith('closed'),
    };
    users.set(user.id, user);
    return user;
  }

  function write(given: {
    authorId: string;
    text: string;
    replyTo?: XPost | undefined;
    quotes?: XPost | undefined;
    leading?: string[];
    imageUrl?: string | undefined;
    agoMs?: number | undefined;
  }): XPost {
    const { authorId, text, replyTo, quotes } = given;
    const at = new Date(now().getTime() - (given.agoMs ?? 0));
    const id = nextId(at);
    const answered = replyTo ? users.get(replyTo.authorId) : undefined;
    const post: XPost = {
      id,
      versions: [{ id, text, at }],
      authorId,
      conversationId: replyTo?.conversationId ?? id,
      replyTo: replyTo ? { postId: replyTo.id, userId: replyTo.authorId } : null,
      quotes: quotes?.id ?? null,
      leading: given.leading ?? (answered && answered.id !== authorId ? [answered.username] : []),
      imageUrl: given.imageUrl ?? null,
      isDeleted: false,
      isHidden: false,
    };
    posts.push(post);
    byVersion.set(id, post);
    return post;
  }

  function edit(post: XPost, text: string): void {
    const at = now();
    const id = nextId(at);
    post.versions.push({ id, text, at });
    byVersion.set(id, post);
  }

  function send(
    from: string,
    to: string,
    text: string,
    given: { agoMs?: number | undefined; mediaId?: string | null } = {},
  ): XMessage {
    const id = nextId(new Date(now().getTime() - (given.agoMs ?? 0)));
    const message = { id, from, to, text, mediaId: given.mediaId ?? null };
    messages.push(message);
    return message;
  }

  return {
    brand,
    now,
    nextId: () => nextId(now()),
    users,
    posts,
    messages,
    /** The tier of the app. */
    tier: { isEnterprise: true },
    isOutOfCredits: false,
    likes: new Set<string>(),
    muted: new Set<string>(),
    blocked: new Set<string>(),
    messageBlocked: new Set<string>(),
    media: new Map<
      string,
      { type: string; category: string; bytes: number; expected: number; isReady: boolean; alt: string }
    >(),
    pushes: [] as Push[],
    personNamed,
    write,
    edit,
    send,
    find: (version: string): XPost | undefined => byVersion.get(version),
    living: (version: string): XPost | undefined => {
      const post = byVersion.get(version);
      return post && !post.isDeleted ? post : undefined;
    },
  };
}

export function current(post: XPost): Version {
  return post.versions.at(-1) ?? post.versions[0];
}

/** A post's text as the network stores it, escaped, with the names before a reply. */
export function storedText(post: XPost, version: Version = current(post)): string {
  const names = post.replyTo ? post.leading.map((name) => `@${name} `).join('') : '';
  return names + version.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Who is named in a post. */
export function namedIn(world: World, post: XPost): XUser[] {
  const names = new Set([...storedText(post).matchAll(/@(\w{1,15})/g)].map(([, name]) => name));
  return [...world.users.values()].filter(({ username }) => names.has(username));
}

/** Whether a post's author names or quotes the brand. */
export function summons(world: World, post: XPost): boolean {
  const quoted = post.quotes ? world.find(post.quotes) : undefined;
  return (
    quoted?.authorId === world.brand.externalId || namedIn(world, post).some(({ id }) => id === world.brand.externalId)
  );
}

export function conversationOf(message: XMessage): string {
  return [message.from, message.to].sort((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1)).join('-');
}
