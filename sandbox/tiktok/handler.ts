import type { Params } from './answers.ts';
import { BRAND, type Video } from './world.ts';

/** Answers one endpoint with its `data`. */
export type Handler = (params: Params) => unknown;

/** Seconds, as text. */
export function epoch(at: Date): string {
  return String(Math.floor(at.getTime() / 1000));
}

export function linkOf({ id, creator }: Video, brandHandle = ''): string {
  return `https://www.tiktok.com/@${creator === BRAND ? brandHandle : creator}/video/${id}`;
}
