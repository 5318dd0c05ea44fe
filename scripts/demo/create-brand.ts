import type { Fan, Ref } from '#tests/networks/bluesky/fan.ts';
import type { BlueskyNetwork } from '#tests/networks/bluesky/start-network.ts';
import { type BrandPostKey, brandPosts, brandProfile } from './brand-texts.ts';
import { drawCup } from './draw.ts';

export interface Brand {
  fan: Fan;
  posts: Record<BrandPostKey, Ref>;
}

/** Makes the brand's account and publishes its posts. */
export async function createBrand(network: BlueskyNetwork): Promise<Brand> {
  const { handle, displayName, description, colour } = brandProfile;
  const fan = await network.createAccount({ handle });
  await fan.setProfile({ displayName, description, avatar: drawCup(colour, '') });
  const posts: [BrandPostKey, Ref][] = [];
  for (const { key, lang, text } of brandPosts) posts.push([key, await fan.post(text, { langs: [lang] })]);
  return { fan, posts: Object.fromEntries(posts) as Brand['posts'] }; // every key of brandPosts was just published
}
