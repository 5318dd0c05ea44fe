import type { FacebookChannel } from '../credentials.ts';
import { callGraph } from '../calls.ts';
import { recommendationFields, recommendationsAnswer, type Recommendation } from '../wire.ts';

const PAGE = 50;

/** Recommendations; `after` is the cursor of the next page, undefined at the end. */
export type Ratings = { data: Recommendation[]; after: string | undefined };

/** A page of the Page's recommendations. */
export async function readRatings(channel: FacebookChannel, after: string | undefined): Promise<Ratings> {
  const page = await callGraph(channel, {
    path: `${channel.account.externalId}/ratings`,
    query: { fields: recommendationFields, limit: PAGE, after },
    schema: recommendationsAnswer,
  });
  return { data: page.data, after: page.paging?.next === undefined ? undefined : page.paging.cursors?.after };
}
