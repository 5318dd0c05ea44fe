import type { SpecCheck } from './exchange.ts';
import { googleSpec } from './google.ts';
import { facebookSpec, instagramSpec } from './meta.ts';
import { pinterestSpec } from './pinterest.ts';
import { threadsSpec } from './threads.ts';
import { tiktokSpec } from './tiktok.ts';
import { xSpec } from './x.ts';
import { youtubeSpec } from './youtube.ts';

/**
 * The networks that publish a machine-readable document of at least a part of their API. LinkedIn and Snapchat publish
 * none, and WhatsApp none of the calls that send, fetch files or block. Bluesky's stand-in holds every call against the Lexicons itself, and refuses what breaks them.
 */
export const specs: ReadonlyMap<string, SpecCheck> = new Map([
  ['facebook', facebookSpec],
  ['google', googleSpec],
  ['instagram', instagramSpec],
  ['pinterest', pinterestSpec],
  ['threads', threadsSpec],
  ['tiktok', tiktokSpec],
  ['x', xSpec],
  ['youtube', youtubeSpec],
]);
