import type { FanWords, HeldWords } from '#sandbox/kit/types.ts';
import type { Deliveries } from './deliveries.ts';
import { deleteComment, talkWith, type Person, type PostRecord, type World } from './world.ts';

/** What people do on the network, and what the brand does there itself. */
export function createCrowd(world: World, deliveries: Deliveries) {
  const post = (
    by: Person,
    kind: PostRecord['kind'],
    text: string,
    at = world.now(),
    imageUrl?: string,
  ): PostRecord => {
    const owner = kind === 'tag' ? by.id : world.page.id;
    const one = {
      id: world.postId(owner),
      by,
      kind,
      text,
      createdAt: at,
      movedAt: at,
      isHidden: false,
      isDeleted: false,
      imageUrl,
    };
    world.posts.set(one.id, one);
    deliveries.post('add', one);
    return one;
  };
  const comment = (by: Person, under: string, words: { text: string; at: Date; imageUrl?: string | undefined }) => {
    const parent = world.comments.get(under);
    const postId = parent?.postId ?? under;
    const held = world.posts.get(postId);
    const { text, at, imageUrl } = words;
    const one = {
      id: world.commentId(postId),
      postId,
      parentId: parent?.id ?? null,
      by,
      text,
      createdAt: at,
      imageUrl,
      isHidden: false,
      isLiked: false,
      isDeleted: false,
    };
    world.comments.set(one.id, one);
    if (held && at > held.movedAt) held.movedAt = at;
    deliveries.comment('add', one);
    return one.id;
  };
  const latestPost = (kind: 'own' | 'ad'): string => {
    const found = [...world.posts.values()].findLast((one) => one.kind === kind && !one.isDeleted);
    return (
      found ??
      post(world.page, kind, kind === 'ad' ? 'Cette semaine : -15 % sur les abat-jour' : 'Nouveautés de la semaine')
    ).id;
  };

  const write = (words: FanWords): string => {
    const by = world.personCalled(words.fan ?? 'ana');
    const at = new Date(world.now().getTime() - (words.agoMs ?? 0));
    const { text, imageUrl } = words;
    switch (words.kind) {
      case 'comment':
        return comment(by, words.under ?? latestPost(words.variant === 'ad' ? 'ad' : 'own'), { text, at, imageUrl });
      case 'mention': {
        if (words.under) return comment(by, words.under, { text, at, imageUrl });
        if (words.variant !== 'comment')
          return post(by, words.variant === 'tag' ? 'tag' : 'visitor', text, at, imageUrl).id;
        const postId = world.postId(by.id);
        const mention = { id: world.commentId(postId), postId, by, text, createdAt: at, isDeleted: false };
        world.mentions.set(mention.id, mention);
        deliveries.mention('add', mention);
        return mention.id;
      }
      case 'message': {
        const talk = talkWith(world, by);
        const one = { id: world.messageId(), talkId: talk.id, by, text, createdAt: at, imageUrl };
        world.texts.set(one.id, one);
        talk.unread += 1;
        if (at > talk.updatedAt) talk.updatedAt = at;
        deliveries.text(one, by);
        return one.id;
      }
      case 'review': {
        const type =
          words.variant === 'not_recommended' || (words.rating ?? 5) < 3
            ? ('negative' as const)
            : ('positive' as const);
        const one = { id: world.storyId(), by, text, type, rating: words.rating, createdAt: at, isDeleted: false };
        world.reviews.set(one.id, one);
        deliveries.review('add', one);
        return one.id;
      }
      default:
        return words.kind satisfies never;
    }
  };

  const edit = (id: string, text: string): void => {
    const [held, said, review, own] = [
      world.comments.get(id),
      world.texts.get(id),
      world.reviews.get(id),
      world.posts.get(id),
    ];
    const one = held ?? said ?? review ?? own ?? world.mentions.get(id);
    if (!one) throw new Error(`nobody wrote ${id}`);
    one.text = text;
    if (held) deliveries.comment('edited', held);
    else if (said) deliveries.textEdited(said);
    else if (review) deliveries.review('edit', review);
    else if (own) deliveries.post('edited', own);
  };

  const remove = (id: string): void => {
    const [held, review, own, mention] = [
      world.comments.get(id),
      world.reviews.get(id),
      world.posts.get(id),
      world.mentions.get(id),
    ];
    if (held) for (const one of deleteComment(world, held)) deliveries.comment('remove', one);
    else if (review) {
      review.isDeleted = true;
      deliveries.review('remove', review);
    } else if (own) {
      own.isDeleted = true;
      deliveries.post('remove', own);
    } else if (mention) {
      mention.isDeleted = true;
      deliveries.mention('remove', mention);
    } else if (!world.texts.has(id)) throw new Error(`nobody wrote ${id}`);
    // A message that is unsent in Messenger stays with the Page, which gets no event.
  };

  const held = (): HeldWords[] => {
    const direction = (by: Person) => (by.id === world.page.id ? ('outbound' as const) : ('inbound' as const));
    const isOnOwn = (postId: string) => ['own', 'ad'].includes(world.posts.get(postId)?.kind ?? '');
    return [
      ...[...world.comments.values()]
        // Comments under a review or elsewhere are in no list; the Page's own comment on its own post answers nobody.
        .filter(({ postId }) => world.posts.has(postId))
        .filter(({ by, parentId, postId }) => by.id !== world.page.id || parentId !== null || !isOnOwn(postId))
        .map(({ id, text, isDeleted, by, postId }) => ({
          id,
          text,
          isDeleted,
          direction: direction(by),
          kind: isOnOwn(postId) ? ('comment' as const) : ('mention' as const),
        })),
      ...[...world.posts.values(), ...world.mentions.values()]
        .filter(({ by }) => by.id !== world.page.id)
        .map(({ id, text, isDeleted }) => ({
          id,
          text,
          isDeleted,
          kind: 'mention' as const,
          direction: 'inbound' as const,
        })),
      ...[...world.texts.values()].map(({ id, text, by }) => ({
        id,
        text,
        isDeleted: false,
        kind: 'message' as const,
        direction: direction(by),
      })),
      ...[...world.reviews.values()].map(({ id, text, isDeleted }) => ({
        id,
        text,
        isDeleted,
        kind: 'review' as const,
        direction: 'inbound' as const,
      })),
    ];
  };

  const brandPosts = (text: string, { agoMs = 0 }: { agoMs?: number } = {}): string =>
    post(world.page, 'own', text, new Date(world.now().getTime() - agoMs)).id;

  const brandAnswers = (id: string, text: string, { agoMs }: { agoMs: number }): void => {
    const at = new Date(world.now().getTime() - agoMs);
    const talk = world.talks.get(world.texts.get(id)?.talkId ?? '');
    if (!talk) {
      comment(world.page, id, { text, at });
      return;
    }
    const one = { id: world.messageId(), talkId: talk.id, by: world.page, text, createdAt: at };
    world.texts.set(one.id, one);
    if (at > talk.updatedAt) talk.updatedAt = at;
    deliveries.text(one, talk.with);
  };

  return { brandPosts, brandAnswers, comment, write, edit, remove, held };
}
export type Crowd = ReturnType<typeof createCrowd>;
