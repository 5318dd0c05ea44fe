import { guardedFetch } from '#lib/http/guarded-fetch.ts';
import { HttpFailure } from '#lib/http/http-failure.ts';
import type { ChannelRef } from '#lib/channels/channel-ref.ts';
import { log } from '#lib/log.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { Refusal } from '#lib/refusal.ts';
import { type MediaType, mediaTypeOf } from './media-type.ts';
import type { MediaSource } from './media-source.ts';
import { openFile } from './open-file.ts';
import { sharing } from './share.ts';
import { takeTurn } from './turns.ts';

/** The largest files that are fetched, in bytes. */
export const PICTURE_LIMIT = 15_000_000;
export const FILM_LIMIT = 40_000_000;
/** For the whole file, in milliseconds. */
const TIMEOUT_MS = 20_000;

/** We do not decompress, so ask for plain bytes. */
const PLAIN = { 'accept-encoding': 'identity', 'user-agent': 'Parvis' };

export type Media = { bytes: Uint8Array<ArrayBuffer>; mimeType: MediaType };

/** The file is not a picture, film or sound that we show. */
export class UnfitMedia extends Error {
  override readonly name = 'UnfitMedia';
}

/**
 * Downloads a file of a message whole, from where its network says.
 * @throws NetworkError; UnfitMedia for one that is too large; Refusal `network_refused`, `not_found`, `network_unavailable`
 */
export async function downloadFile(
  channelRef: ChannelRef,
  address: string,
  { isPicture }: { isPicture: boolean },
): Promise<Uint8Array<ArrayBuffer>> {
  const { address: opened, headers, privateOrigin } = await openFile(channelRef, address);
  const answer = await guardedFetch(opened, {
    headers: { ...PLAIN, ...headers },
    allowPrivate: false,
    ...(privateOrigin === undefined ? {} : { privateOrigin }),
    maxBytes: isPicture ? PICTURE_LIMIT : FILM_LIMIT,
    timeoutMs: TIMEOUT_MS,
  }).catch((error: unknown) => {
    throw error instanceof HttpFailure ? refusalOf(error) : error;
  });
  // Its address holds for minutes: another one is asked for next time.
  if (answer.status !== 200) throw new Refusal('network_unavailable');
  return new Uint8Array(answer.body);
}

const shared = sharing<Media>();

/**
 * Fetches a file from the network without revealing the viewer: no cookie, no referrer. Concurrent requests for one
 * address share one fetch.
 * @throws UnfitMedia; Refusal `network_refused`, `not_found`, `network_unavailable`
 */
export async function fetchMedia(source: MediaSource): Promise<Media> {
  const key = [source.address, source.isPicture, source.privateOrigin].join(' ');
  return await shared(key, () => takeTurn(() => fetchOnce(source)));
}

async function fetchOnce(source: MediaSource): Promise<Media> {
  if (source.servedTo) return await fetchOpened(source, source.servedTo);
  const { address, isPicture, privateOrigin, workspaceId, owner } = source;
  const answer = await guardedFetch(address, {
    headers: { ...PLAIN, accept: 'image/*, video/*, audio/*' },
    allowPrivate: false,
    ...(privateOrigin === undefined ? {} : { privateOrigin }),
    maxBytes: isPicture ? PICTURE_LIMIT : FILM_LIMIT,
    timeoutMs: TIMEOUT_MS,
  }).catch((error: unknown) => {
    if (!(error instanceof HttpFailure)) throw error;
    log.info({ workspaceId, [`${owner.kind}Id`]: owner.id, reason: error.kind }, 'media not fetched');
    throw refusalOf(error);
  });
  if ([403, 404, 410].includes(answer.status)) throw new Refusal('not_found');
  if (answer.status !== 200) throw new Refusal('network_unavailable');
  const mimeType = await mediaTypeOf(answer.body);
  if (!mimeType) throw new UnfitMedia();
  if (mimeType.startsWith('image/') && answer.body.length > PICTURE_LIMIT) throw new UnfitMedia();
  return { bytes: new Uint8Array(answer.body), mimeType };
}

/** A file that the network serves only to the account. */
async function fetchOpened({ address, isPicture }: MediaSource, servedTo: ChannelRef): Promise<Media> {
  const bytes = await downloadFile(servedTo, address, { isPicture }).catch((error: unknown) => {
    if (!(error instanceof NetworkError)) throw error;
    throw new Refusal(error.kind === 'gone' ? 'not_found' : 'network_unavailable');
  });
  const mimeType = await mediaTypeOf(bytes);
  if (!mimeType) throw new UnfitMedia();
  return { bytes, mimeType };
}

/** The refusal reveals nothing about what is behind the address. */
function refusalOf(failure: HttpFailure): Refusal | UnfitMedia {
  switch (failure.kind) {
    case 'address_not_allowed':
      return new Refusal('network_refused', { reason: 'address_not_allowed' });
    case 'too_large':
      return new UnfitMedia();
    case 'too_many_redirects':
    case 'server_not_found':
    case 'unreachable':
    case 'timed_out':
    case 'cancelled':
      return new Refusal('network_unavailable');
    default:
      return failure.kind satisfies never;
  }
}
