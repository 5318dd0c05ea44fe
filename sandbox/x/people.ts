import type { FanWords, HeldWords } from '#sandbox/kit/types.ts';
import { pushMessage, pushPost } from './push.ts';
import { current, namedIn, type World, type XMessage, type XPost } from './world.ts';

/** What fans do on the network, and what an inbox must know of it. */
export function createFans(world: World) {
  const me = world.brand.externalId;
  const message = (id: string): XMessage | undefined => world.messages.find((one) => one.id === id);
  const post = (id: string): XPost => {
    const held = world.find(id);
    if (!held) throw new Error(`no post ${id}`);
    return held;
  };
  const rootOfBrand = (): XPost =>
    world.posts.findLast(({ authorId, replyTo, isDeleted }) => authorId === me && !replyTo && !isDeleted) ??
    world.write({ authorId: me, text: 'Bonjour !' });
  const isOwnConversation = ({ conversationId }: XPost) => world.find(conversationId)?.authorId === me;

  function writes({ kind, text, fan = 'ana', under, imageUrl, variant, agoMs }: FanWords): string {
    const author = world.personNamed(fan);
    if (kind === 'message') {
      const sent = world.send(author.id, me, text, { agoMs });
      pushMessage(world, sent);
      return sent.id;
    }
    const given = { authorId: author.id, text, imageUrl, agoMs };
    if (kind === 'comment') {
      const target = under ? post(under) : rootOfBrand();
      const written = world.write({ ...given, replyTo: target });
      if (target.authorId === me) pushPost(world, written, 'post.reply.create');
      return written.id;
    }
    if (variant === 'quote') {
      const written = world.write({ ...given, quotes: under ? post(under) : rootOfBrand() });
      pushPost(world, written, 'post.quote.create');
      return written.id;
    }
    if (text.includes(`@${world.brand.handle}`)) {
      const written = world.write(given);
      pushPost(world, written, 'post.mention.create');
      return written.id;
    }
    // In somebody else's conversation, with the brand among the names before the text.
    const host = world.personNamed('lea');
    const topic = under ? post(under) : world.write({ authorId: host.id, text: 'Une bonne adresse à Lyon ?', agoMs });
    const to = world.users.get(topic.authorId)?.username ?? host.username;
    return world.write({ ...given, replyTo: topic, leading: [...new Set([to, world.brand.handle])] }).id;
  }

  function brandAnswers(id: string, text: string, { agoMs }: { agoMs: number }): void {
    const asked = message(id);
    if (asked) world.send(me, asked.from, text, { agoMs });
    else world.write({ authorId: me, text, replyTo: post(id), agoMs });
  }

  function held(): HeldWords[] {
    const posts = world.posts.flatMap((one): HeldWords[] => {
      const isOwn = one.authorId === me;
      const isComment = one.replyTo !== null && isOwnConversation(one);
      const isMention = !isComment && (quotesBrand(one) || namedIn(world, one).some(({ id }) => id === me));
      if (isOwn ? one.replyTo === null || one.replyTo.userId === me : !isComment && !isMention) return [];
      return [
        {
          id: one.id,
          kind: isComment ? 'comment' : 'mention',
          text: current(one).text,
          isDeleted: one.isDeleted,
          direction: isOwn ? 'outbound' : 'inbound',
        },
      ];
    });
    const talks = world.messages.map(({ id, from, text }): HeldWords => ({
      id,
      kind: 'message',
      text,
      isDeleted: false,
      direction: from === me ? 'outbound' : 'inbound',
    }));
    return [...posts, ...talks];
  }

  const quotesBrand = ({ quotes }: XPost) => quotes !== null && world.find(quotes)?.authorId === me;

  /** For a private message: what the brand wrote after it, until the fan wrote again. */
  function answersTo(id: string): string[] {
    const asked = message(id);
    if (asked) return privateAfter(asked.from, id);
    const { authorId } = post(id);
    const publicly = world.posts.filter(
      (one) => one.authorId === me && !one.isDeleted && one.replyTo?.postId === post(id).id,
    );
    return [...publicly.map((one) => current(one).text), ...privateAfter(authorId, id)];
  }

  function privateAfter(fanId: string, id: string): string[] {
    const answers: string[] = [];
    for (const one of world.messages) {
      if (BigInt(one.id) <= BigInt(id)) continue;
      if (one.from === fanId && answers.length > 0) break;
      if (one.from === me && one.to === fanId) answers.push(one.text);
    }
    return answers;
  }

  return {
    writes,
    brandAnswers,
    held,
    answersTo,
    edits: (id: string, text: string) => world.edit(post(id), text),
    deletes: (id: string) => {
      post(id).isDeleted = true;
    },
    isSet: (kind: 'hide' | 'like' | 'block' | 'mute' | 'delete', id: string): boolean => {
      const sender = message(id)?.from;
      switch (kind) {
        case 'hide':
          return post(id).isHidden;
        case 'like':
          return world.likes.has(post(id).id);
        case 'delete':
          return sender === undefined && post(id).isDeleted;
        case 'mute':
          return world.muted.has(sender ?? post(id).authorId);
        case 'block':
          return sender === undefined ? world.blocked.has(post(id).authorId) : world.messageBlocked.has(sender);
        default:
          return kind satisfies never;
      }
    },
  };
}
