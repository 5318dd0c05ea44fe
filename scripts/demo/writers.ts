import type { Handle } from './cast/people.ts';

/** The demo's people on the Bluesky network. */
export const writers = [
  'claire_morvan',
  'yanis_k',
  'mamie_odile',
  'theo_vasseur',
  'ines_baradat',
  'lucas_thes',
  'sarah_lemoyne',
  'orla_finnegan',
  'ben_hartwick',
  'priya_brews',
  'tomasz_w',
  'maeve_moka',
] as const satisfies readonly Handle[];

export type Writer = (typeof writers)[number];
