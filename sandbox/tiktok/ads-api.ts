import { ApiError, type Params } from './answers.ts';
import type { Handler } from './handler.ts';
import { BRAND, type Comment, type World } from './world.ts';

const IDENTITY = { identity_type: 'BC_AUTH_TT', identity_id: '7110000000000000007' };
const IDENTITIES = ['AUTH_CODE', 'BC_AUTH_TT', 'BC_SELF_TT', 'CUSTOMIZED_USER', 'TT_USER', 'UNSET'] as const;

/** Comments on ads (Marketing API: "Comment List", "Comment Post", "Comment Delete", "Comment Status Update"). */
export function adsApi(world: World): { reads: Record<string, Handler>; writes: Record<string, Handler> } {
  const all = () => [...world.comments.values()].filter((comment) => comment.adId && !world.isGone(comment));
  const alive = (id: string): Comment => {
    const found = all().find((comment) => comment.id === id);
    if (!found) throw new ApiError(40007, 'The comment does not exist');
    return found;
  };
  const checkAd = (params: Params) => {
    params.oneOf('identity_type', IDENTITIES);
    params.text('identity_id');
    const isOurs =
      params.text('ad_id') === world.advertiser.adId && params.text('tiktok_item_id') === world.advertiser.itemId;
    if (!isOurs) throw new ApiError(40002, 'ad_id: not an ad of this advertiser');
  };

  return {
    reads: {
      'comment/list': (params) => {
        params.oneOf('search_field', ['ADGROUP_ID']);
        params.oneOf('sort_field', ['CREATE_TIME', 'LIKES', 'REPLIES', 'SMART'], 'CREATE_TIME');
        params.oneOf('sort_type', ['ASC', 'DESC'], 'DESC');
        params.list('comment_type', ['ALL', 'COMMENT', 'REPLY']);
        params.list('comment_status', ['ALL', 'PUBLIC', 'HIDDEN']);
        const [from, to] = [day(params, 'start_time'), day(params, 'end_time') + 24 * 3_600_000];
        const size = params.number('page_size', { min: 1, max: 100, otherwise: 10 });
        const page = params.number('page', { min: 1, max: 1e4, otherwise: 1 });
        const isGroup = params.text('search_value') === world.advertiser.adgroupId;
        const found = (isGroup ? all() : []).filter(({ at }) => +at >= from && +at < to).reverse();
        const total = { total_number: found.length, total_page: Math.max(1, Math.ceil(found.length / size)) };
        const shown = found.slice((page - 1) * size, page * size).map((comment) => shownComment(world, comment));
        return { comments: shown, page_info: { page, page_size: size, ...total } };
      },
    },
    writes: {
      'comment/post': (params) => {
        checkAd(params);
        params.oneOf('comment_type', ['REPLY', 'POST']);
        const target = alive(params.text('comment_id'));
        const { videoId, adId } = target;
        const given = { videoId, adId, parentId: target.parentId ?? target.id, answers: target.id };
        return { comment_id: world.addComment({ ...given, author: BRAND, text: params.text('text') }).id };
      },
      'comment/delete': (params) => {
        checkAd(params);
        const comment = alive(params.text('comment_id'));
        if (comment.author !== BRAND) throw new ApiError(40001, 'The comment cannot be deleted');
        comment.isDeleted = true;
        return {};
      },
      'comment/status/update': (params) => {
        params.oneOf('ad_type', ['BIDDING', 'BRAND'], 'BIDDING');
        const isHidden = params.oneOf('operation', ['HIDDEN', 'PUBLIC']) === 'HIDDEN';
        const ids = params.list('comment_ids');
        if (!ids?.length) throw new ApiError(40002, 'comment_ids: Missing data for required field.');
        for (const id of ids) alive(id).isHidden = isHidden;
        return {};
      },
    },
  };
}

function shownComment(world: World, comment: Comment): Record<string, unknown> {
  const { adId, adgroupId, itemId } = world.advertiser;
  const isBrand = comment.author === BRAND;
  return {
    comment_id: comment.id,
    content: comment.text,
    create_time: comment.at.toISOString().slice(0, 19).replace('T', ' '),
    likes: 0,
    replies: 0,
    comment_type: comment.parentId ? 'REPLY' : 'COMMENT',
    original_comment_id: comment.parentId ?? '0',
    reply_to_comment_id: comment.answers ?? '0',
    comment_status: comment.isHidden ? 'HIDDEN' : 'PUBLIC',
    can_delete: isBrand,
    ad_id: adId,
    ad_name: 'Collection d’hiver',
    ad_text: 'La collection d’hiver est là',
    adgroup_id: adgroupId,
    tiktok_item_id: itemId,
    ...IDENTITY,
    user_id: isBrand ? '7000' : comment.author,
    user_name: world.nameOf(comment.author),
    user_avatar_url: world.avatarOf(comment.author),
    video_cover_url: 'https://p16.tiktokcdn.example/ad.jpeg',
  };
}

function day(params: Params, name: string): number {
  const text = params.text(name);
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw new ApiError(40002, `${name}: YYYY-MM-DD`);
  return at;
}
