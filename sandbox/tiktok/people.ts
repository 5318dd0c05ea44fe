import type { FanWords, HeldWords } from '#sandbox/kit/types.ts';
import type { Pushes } from './pushes.ts';
import { BRAND, type Comment, type World } from './world.ts';

/** What people do on the network, and what a test can see of it. */
export function crowd(world: World, pushes: Pushes) {
  const comment = ({ text, fan = 'ana', under, imageUrl, agoMs = 0, variant }: FanWords): string => {
    const at = new Date(+world.now() - agoMs);
    const target = under === undefined ? undefined : world.comments.get(under);
    const isAd = variant === 'ad' || target?.adId;
    const { adId, itemId } = world.advertiser;
    const videoId = target?.videoId ?? (isAd ? itemId : (under ?? world.brandVideos()[0]?.id));
    if (videoId === undefined) throw new Error('there is no video to talk under');
    const answers = target ? { parentId: target.parentId ?? target.id, answers: target.id } : {};
    const given = { videoId, author: fan, text, at, imageUrl: imageUrl ?? null, adId: isAd ? adId : null, ...answers };
    const written = world.addComment(given);
    pushes.comment(written, 'insert');
    return written.id;
  };
  const mention = ({ text, fan = 'ana', variant, agoMs = 0 }: FanWords): string => {
    const at = new Date(+world.now() - agoMs);
    if (variant === 'video') {
      const video = world.addVideo({ caption: text, creator: fan, at, namesBrand: true });
      pushes.mention(video);
      return video.id;
    }
    const video = world.addVideo({ caption: 'Ma journée en ville', creator: `${fan}.friend`, at });
    const written = world.addComment({ videoId: video.id, author: fan, text, at, namesBrand: true });
    pushes.mention(video, written);
    return written.id;
  };
  const message = ({ text, fan = 'ana', imageUrl, agoMs = 0 }: FanWords): string => {
    const at = new Date(+world.now() - agoMs);
    const { id } = world.conversationWith(fan, at);
    const mediaId = imageUrl === undefined ? null : `m_${world.makeId()}`;
    const written = world.addMessage({ conversationId: id, author: fan, text, mediaId, at });
    pushes.message(written);
    return written.id;
  };

  return {
    brandPosts: (caption: string, { agoMs = 0 }: { agoMs?: number } = {}) =>
      world.addVideo({ caption, creator: BRAND, at: new Date(+world.now() - agoMs) }).id,
    brandAnswers: (id: string, text: string, { agoMs }: { agoMs: number }): void => {
      const at = new Date(+world.now() - agoMs);
      const asked = world.messages.find((one) => one.id === id);
      if (asked) world.addMessage({ conversationId: asked.conversationId, author: BRAND, text, at });
      const target = world.comments.get(id);
      const { videoId, parentId } = target ?? {};
      if (videoId !== undefined)
        world.addComment({ videoId, author: BRAND, text, at, parentId: parentId ?? id, answers: id });
    },
    fanWrites: (words: FanWords): string => {
      switch (words.kind) {
        case 'comment':
          return comment(words);
        case 'mention':
          return mention(words);
        case 'message':
          return message(words);
        case 'review':
          throw new Error('the network has no reviews');
        default:
          return words.kind satisfies never;
      }
    },
    fanDeletes: (id: string) => {
      const written = world.comments.get(id);
      const video = world.videos.find((one) => one.id === id);
      if (written) {
        written.isDeleted = true;
        pushes.comment(written, 'delete');
      } else if (video) video.isDeleted = true;
    },
    answersTo: (id: string): string[] => {
      const replies = [...world.comments.values()].filter(
        (one) => one.author === BRAND && one.answers === id && !world.isGone(one),
      );
      const told = world.messages.find((one) => one.id === id);
      const messages = world.messages.filter((one) => {
        const isAnswer = told && one.conversationId === told.conversationId && one.at >= told.at;
        return one.author === BRAND && (one.commentId === id || isAnswer);
      });
      return [...replies, ...messages].map(({ text }) => text);
    },
    isSet: (kind: 'hide' | 'like' | 'block' | 'mute' | 'delete', id: string): boolean => {
      const written = world.comments.get(id);
      if (kind === 'hide') return written?.isHidden === true;
      if (kind === 'like') return written?.isLiked === true;
      return kind === 'delete' && (written === undefined || written.isDeleted);
    },
    held: (): HeldWords[] => [
      ...[...world.comments.values()]
        .filter((one) => one.author !== BRAND || isAnswer(world, one))
        .map((one) => heldComment(world, one)),
      ...world.videos
        .filter(({ namesBrand }) => namesBrand)
        .map(({ id, caption: text, isDeleted }) => ({
          id,
          kind: 'mention' as const,
          text,
          isDeleted,
          direction: 'inbound' as const,
        })),
      ...world.messages.map(({ id, text, author }) => ({
        id,
        kind: 'message' as const,
        text,
        isDeleted: false,
        direction: author === BRAND ? ('outbound' as const) : ('inbound' as const),
      })),
    ],
  };
}

/** The brand's own comments count where they answer somebody. */
function isAnswer(world: World, { answers, videoId }: Comment): boolean {
  const isForeign = world.videos.some(({ id, creator }) => id === videoId && creator !== BRAND);
  return answers !== null && !isForeign;
}

function heldComment(world: World, one: Comment): HeldWords {
  return {
    id: one.id,
    kind: one.namesBrand ? 'mention' : 'comment',
    text: one.text,
    isDeleted: world.isGone(one),
    direction: one.author === BRAND ? 'outbound' : 'inbound',
  };
}
