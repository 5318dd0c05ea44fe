import type { Fan, Ref } from '#tests/networks/bluesky/fan.ts';
import type { BlueskyNetwork } from '#tests/networks/bluesky/start-network.ts';
import { type BrandPostKey, brandPosts } from './brand-texts.ts';
import { brand } from './cast/brand.ts';
import { drawCup } from './draw.ts';

export interface Brand {
  fan: Fan;
  posts: Record<BrandPostKey, Ref>;
}

/** Makes the brand's account and publishes its posts. */
export async function createBrand(network: BlueskyNetwork): Promise<Brand> {
  const { handle, name, description, colour } = brand;
  const fan = await network.createAccount({ handle: `${handle}.test` });
  await fan.setProfile({ displayName: name, description, avatar: drawCup(colour, '') });
  const posts: [BrandPostKey, Ref][] = [];
  for (const { key, lang, text } of brandPosts) posts.push([key, await fan.post(text, { langs: [lang] })]);
  return { fan, posts: Object.fromEntries(posts) as Brand['posts'] }; // every key of brandPosts was just published
}
