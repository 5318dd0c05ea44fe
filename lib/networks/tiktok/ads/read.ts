import { callAsAdvertiser } from '../calls.ts';
import type { Advertiser, TikTokChannel } from '../credentials.ts';
import { type AdComment, adCommentsAnswer } from './wire.ts';

const PAGE = 100;

/** A page of the comments on one ad group's ads since a day, the newest first, with the number of pages. */
export async function readAdComments(
  channel: TikTokChannel,
  advertiser: Advertiser,
  { adgroupId, since, page }: { adgroupId: string; since: Date; page: number },
): Promise<{ comments: AdComment[]; pages: number }> {
  const query = {
    search_field: 'ADGROUP_ID',
    search_value: adgroupId,
    start_time: dayOf(since),
    end_time: dayOf(channel.now()),
    sort_field: 'CREATE_TIME',
    sort_type: 'DESC',
    comment_type: JSON.stringify(['ALL']),
    comment_status: JSON.stringify(['ALL']),
    page,
    page_size: PAGE,
  };
  const answer = await callAsAdvertiser(channel, advertiser, {
    endpoint: 'comment/list',
    query,
    data: adCommentsAnswer,
  });
  return { comments: answer.comments, pages: answer.page_info?.total_page ?? 1 };
}

/** A day in the network's format, in UTC. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
