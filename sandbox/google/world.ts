import { createHash } from 'node:crypto';
import type { Cast, FanWords } from '#sandbox/kit/types.ts';

export type Reply = { text: string; updateTime: Date; isDeleted: boolean };
export type Review = {
  id: string;
  serial: number;
  fan: string;
  avatarUrl?: string;
  isAnonymous: boolean;
  rating: number;
  text: string;
  imageUrl?: string;
  createTime: Date;
  updateTime: Date;
  isDeleted: boolean;
  reply?: Reply;
};
export type Place = { id: string; title: string; storeCode: string; locality: string; isVerified: boolean };

/** How long Google checks an answer before it shows it. */
const MODERATION_MS = 60_000;

/** The reviews of one place. */
export function createWorld(now: () => Date, cast?: Cast) {
  const reviews = new Map<string, Review>();
  let serial = 0;
  const existing = (id: string) => {
    const review = reviews.get(id);
    if (!review) throw new Error(`no review ${id}`);
    return review;
  };
  return {
    reviews,
    fanWrites({ text, fan = 'Léa M', rating = 5, imageUrl, variant, agoMs = 0 }: FanWords): Review {
      serial += 1;
      const at = new Date(now().getTime() - agoMs);
      const profile = cast?.personOf(fan);
      const review: Review = {
        id: `AbFvOq${createHash('sha256').update(`review:${serial}`).digest('base64url')}`,
        serial,
        fan: profile?.name ?? fan,
        ...(profile ? { avatarUrl: profile.avatarUrl } : {}),
        isAnonymous: variant === 'anonymous',
        rating,
        text,
        ...(imageUrl ? { imageUrl } : {}),
        createTime: at,
        updateTime: at,
        isDeleted: false,
      };
      reviews.set(review.id, review);
      return review;
    },
    edit(id: string, text: string): Review {
      const review = existing(id);
      review.text = text;
      review.updateTime = new Date(Math.max(now().getTime(), review.updateTime.getTime() + 1));
      return review;
    },
    remove(id: string): void {
      existing(id).isDeleted = true;
    },
    /** Deletes whatever was there before. */
    answer(review: Review, text: string): Reply {
      review.reply = { text, updateTime: now(), isDeleted: false };
      return review.reply;
    },
    /** An answer with a link is rejected as advertising; any other is shown after a while. */
    stateOf({ text, updateTime }: Reply): 'PENDING' | 'APPROVED' | 'REJECTED' {
      if (now().getTime() - updateTime.getTime() < MODERATION_MS) return 'PENDING';
      return /https?:\/\//.test(text) ? 'REJECTED' : 'APPROVED';
    },
    shown: () => [...reviews.values()].filter(({ isDeleted }) => !isDeleted),
  };
}
export type World = ReturnType<typeof createWorld>;
