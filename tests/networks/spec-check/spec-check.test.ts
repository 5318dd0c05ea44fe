import { describe, expect, test } from 'vitest';
import type { SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';
import { inWords, sumCounts } from './counts.ts';
import type { SpecCheck } from './exchange.ts';
import { googleSpec } from './google.ts';
import { facebookSpec, instagramSpec } from './meta.ts';
import { pinterestSpec } from './pinterest.ts';
import { threadsSpec } from './threads.ts';
import { tiktokSpec } from './tiktok.ts';
import { xSpec } from './x.ts';
import { youtubeSpec } from './youtube.ts';

type Said = { json?: unknown; form?: Record<string, string>; headers?: Record<string, string> };

/** Checks a call, such as `GET /2/users/me?user.fields=id`, and its answer. */
function held(spec: SpecCheck, network: string) {
  return (call: string, answer: unknown, { status = 200, ...said }: Said & { status?: number } = {}) => {
    const [method = '', address = ''] = call.split(' ');
    const { pathname, searchParams } = new URL(address, 'https://network.test');
    const request: SandboxRequest = { method, path: pathname, query: searchParams, ...sent(said) };
    const given: SandboxAnswer = { status, json: answer };
    return spec(network, request, given);
  };
}

function sent({ json, form, headers = {} }: Said): Pick<SandboxRequest, 'headers' | 'body'> {
  if (json !== undefined) {
    return { headers: { ...headers, 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(json)) };
  }
  const type: Record<string, string> = form ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
  return { headers: { ...headers, ...type }, body: Buffer.from(new URLSearchParams(form).toString()) };
}

describe('a call to X against its specification', () => {
  const on = held(xSpec, 'x');
  const post = { id: '1860000000000000101', text: 'Bonjour', edit_history_tweet_ids: ['1860000000000000101'] };

  test('a call to X in the names of its document is held against it, one in the older names is none of its calls', () => {
    const { edit_history_tweet_ids: versions, ...rest } = post;
    const answer = { data: [{ ...rest, edit_history_post_ids: versions }] };
    expect(on('GET /2/users/1/tweets?post.fields=note_post', answer)).toEqual([]);
    expect(on('GET /2/users/1/tweets?tweet.fields=note_tweet', answer)).toBeUndefined();
    expect(on('GET /2/users/1/tweets', { data: [post] })).toBeUndefined();
  });

  test('a call to X may not use an unknown parameter, field or number', () => {
    expect(on('GET /2/users/1/tweets?mood=good', {})).toEqual([
      'GET /2/users/{id}/tweets: query mood is not in the specification',
    ]);
    expect(on('GET /2/users/1/tweets?post.fields=text,mood', {})).toEqual([
      expect.stringContaining('query post.fields/1 must be equal to one of the allowed values ("mood")'),
    ]);
    expect(on('GET /2/users/1/tweets?max_results=1000', {})).toEqual([expect.stringContaining('must be <= 100')]);
    expect(on('GET /2/users/ana/tweets', {})).toEqual([expect.stringContaining('path id must match pattern')]);
  });

  test('a call to X may not write an unknown property', () => {
    const written = { data: { id: '2', text: 'Merci' } };
    expect(on('POST /2/tweets', written, { status: 201, json: { text: 'Merci' } })).toEqual([]);
    expect(on('POST /2/tweets', written, { status: 201, json: { text: 'Merci', mood: 'good' } })).toEqual([
      'POST /2/tweets: body/mood is not in the specification',
    ]);
    expect(on('POST /2/tweets', written, { status: 201, form: { text: 'Merci' } })).toEqual([
      expect.stringContaining('a body as application/x-www-form-urlencoded'),
    ]);
  });

  test('an answer of X may not have another type or an unknown property', () => {
    expect(on('GET /2/users/me', { data: { id: 7, name: 'Ana', username: 'ana' } })).toEqual([
      'GET /2/users/me: answer 200/data/id must be string (7)',
    ]);
    expect(on('GET /2/users/me', { data: { id: '7', name: 'Ana', username: 'ana', mood: 'good' } })).toEqual([
      'GET /2/users/me: answer 200/data/mood is not in the specification',
    ]);
    expect(on('GET /2/users/me', { data: { id: '7' } }, { status: 418 })).not.toEqual([]);
  });

  test('a call to X that its document does not have is refused', () => {
    expect(on('POST /2/users/1/praising', {}, { json: {} })).toEqual([
      'POST /2/users/1/praising: the call is not in the specification',
    ]);
  });
});

describe('a call to Google against its specification', () => {
  const onYouTube = held(youtubeSpec, 'youtube');
  const onPlaces = held(googleSpec, 'google');

  test('a call to Google has what is required, in the right types', () => {
    const none = { kind: 'youtube#commentThreadListResponse', items: [] };
    expect(onYouTube('GET /youtube/v3/commentThreads?part=snippet,replies&videoId=v', none)).toEqual([]);
    expect(onYouTube('GET /youtube/v3/commentThreads?videoId=v', none)).toEqual([
      'GET /youtube/v3/commentThreads: query part is missing',
    ]);
    expect(onYouTube('GET /youtube/v3/commentThreads?part=snippet&maxResults=many', none)).toEqual([
      expect.stringContaining('query maxResults must be integer ("many")'),
    ]);
    expect(onYouTube('GET /youtube/v3/commentThreads?part=snippet&mood=good', none)).toHaveLength(1);
  });

  test('an answer of Google has the right types', () => {
    const reply = (comment: unknown) =>
      onYouTube('GET /youtube/v3/comments?part=snippet&parentId=c', { items: [{ id: 'c.1', snippet: comment }] });
    expect(reply({ textOriginal: 'Oui', likeCount: 2, publishedAt: '2026-11-21T06:00:00Z' })).toEqual([]);
    expect(reply({ textOriginal: 'Oui', likeCount: '2' })).toEqual([expect.stringContaining('must be integer')]);
    expect(reply({ publishedAt: 'yesterday' })).toEqual([expect.stringContaining('must match format "date-time"')]);
    expect(reply({ mood: 'good' })).toEqual([expect.stringContaining('snippet/mood is not in the specification')]);
  });

  test('each of the Business Profile APIs is known', () => {
    expect(onPlaces('GET /v1/accounts?pageSize=20', { accounts: [{ name: 'accounts/1' }] })).toEqual([]);
    expect(onPlaces('GET /v1/accounts/1/locations?mood=good', { locations: [] })).toEqual([
      'GET /v1/accounts/{accountsId}/locations: query mood is not in the specification',
    ]);
    const reviews = (review: unknown) => onPlaces('GET /v4/accounts/1/locations/2/reviews', { reviews: [review] });
    expect(reviews({ reviewId: 'r', starRating: 'FIVE' })).toEqual([]);
    expect(reviews({ reviewId: 'r', starRating: 5 })).not.toEqual([]);
  });
});

describe('a call to Pinterest or TikTok against its specification', () => {
  test('a call to Pinterest has the shape that its own type names', () => {
    const on = held(pinterestSpec, 'pinterest');
    const tokens = { access_token: 'pina_1', token_type: 'bearer', expires_in: 10, scope: 'pins:read' };
    const form = { grant_type: 'authorization_code', code: 'c', redirect_uri: 'https://parvis.test' };
    expect(on('POST /v5/oauth/token', tokens, { form })).toEqual([]);
    expect(on('POST /v5/oauth/token', tokens, { form: { grant_type: 'refresh_token' } })).toEqual([
      "POST /oauth/token: body must have required property 'refresh_token'",
    ]);
    expect(on('GET /v5/pins?page_size=251', { items: [] })).not.toEqual([]);
    expect(on('GET /v5/pins/1/comments', { items: [] })).toEqual([expect.stringContaining('not in the specification')]);
  });

  test('a call to TikTok names its advertiser and its token', () => {
    const on = held(tiktokSpec, 'tiktok');
    const headers = { 'access-token': 'act.1' };
    const call =
      'GET /open_api/v1.3/comment/list/?advertiser_id=1&search_field=ADGROUP_ID&search_value=2&start_time=2026-11-01&end_time=2026-11-21';
    expect(on(call, { code: 0, message: 'OK', data: {} }, { headers })).toEqual([]);
    expect(on(call, { code: '0', message: 'OK', data: {} }, { headers })).toEqual([
      expect.stringContaining('answer 200/code must be integer'),
    ]);
    expect(on(call.replace('advertiser_id=1&', ''), { code: 0 }, { headers })).toEqual([
      expect.stringContaining('query advertiser_id is missing'),
    ]);
  });
});

describe('a call to Meta against its lists of nodes', () => {
  const onPage = held(facebookSpec, 'facebook');

  test('a call to Meta asks only for fields of the node, at every depth', () => {
    const call = (fields: string) => onPage(`GET /v25.0/1_2/comments?fields=${fields}`, { data: [] });
    expect(call('id,message,parent{id,from{id,name}},can_hide')).toEqual([]);
    expect(call('id,mood')).toEqual([expect.stringMatching(/^GET \w+\/comments: fields mood is not a field$/)]);
    expect(call('id,parent{id,mood}')).toEqual([expect.stringContaining('fields parent mood is not a field')]);
    expect(onPage('GET /v25.0/1_2/praises?fields=id', { data: [] })).toEqual(['GET {id}/praises: no node has it']);
    expect(onPage('POST /v25.0/1_2/comments', { id: '3' }, { form: { mood: 'good' } })).toEqual([
      expect.stringContaining('mood is not a parameter'),
    ]);
  });

  test('an answer of Meta has fields of the types that the node has', () => {
    const answered = (row: unknown) => onPage('GET /v25.0/1_2/comments?fields=id', { data: [row] });
    expect(answered({ id: '3', is_hidden: false, like_count: 2 })).toEqual([]);
    expect(answered({ id: '3', is_hidden: 'false' })).toEqual([
      expect.stringContaining('answer is_hidden is not bool ("false")'),
    ]);
    expect(answered({ id: 3 })).toEqual([expect.stringContaining('answer id is not string (3)')]);
    expect(answered({ id: '3', mood: 'good' })).toEqual([expect.stringContaining('answer mood is not a field')]);
    expect(onPage('GET /v25.0/1_2/comments?fields=id', {})).toEqual([expect.stringContaining('no list as data')]);
    expect(onPage('GET /v25.0/1_2/comments?fields=id', { error: 'no' }, { status: 400 })).toHaveLength(1);
  });

  test('a call to Instagram or Threads is checked against their own nodes', () => {
    const onInstagram = held(instagramSpec, 'instagram');
    expect(onInstagram('GET /v25.0/1/media?fields=id,caption', { data: [{ id: '2' }] })).toEqual([]);
    expect(onInstagram('GET /v25.0/1/media?fields=id,mood', { data: [{ id: '2' }] })).toHaveLength(1);
    expect(onInstagram('GET /v25.0/1/praises', { data: [] })).toHaveLength(1);

    const onThreads = held(threadsSpec, 'threads');
    expect(onThreads('GET /v1.0/me/threads?fields=id,text', { data: [{ id: '2', text: 'Oui' }] })).toEqual([]);
    expect(onThreads('GET /v1.0/me/threads?fields=id&mood=good', { data: [] })).toEqual([
      'GET /me/threads: mood is not a parameter',
    ]);
    expect(onThreads('GET /v1.0/me/threads?fields=mood', { data: [{ id: 2 }] })).toEqual([
      'GET /me/threads: mood is not a field',
      'GET /me/threads: answer data id is not string',
    ]);
    expect(onThreads('GET /v1.0/2/praises', {})).toHaveLength(1);
  });
});

describe('what was held against a specification is counted', () => {
  test('an address that no document has is told from one without a problem', () => {
    expect(held(tiktokSpec, 'tiktok')('GET /open_api/v1.3/business/get/?business_id=1', { code: 0 })).toBeUndefined();
    expect(held(xSpec, 'x')('POST /2/oauth2/token', {})).toBeUndefined();
  });

  test('the stand-ins of a run are added up by network', () => {
    const lines = [
      { network: 'x', held: 1200, undocumented: 3, problems: 0 },
      { network: 'linkedin', held: 0, undocumented: 7, problems: 0 },
      { network: 'x', held: 4, undocumented: 9, problems: 1 },
    ];
    expect(sumCounts(lines.map((one) => `${JSON.stringify(one)}\n`).join('')).map(inWords)).toEqual([
      'specification of linkedin: 7 at addresses that no document has',
      'specification of x: 1204 exchanges held against it, 1 problems; 12 at addresses that no document has',
    ]);
  });
});
