import type { Language } from '#lib/interface-languages.ts';
import type { State } from './state.ts';
import type { Device, ViewportName } from './viewports.ts';

/** What a browser prefers. */
export const medias = ['light', 'forced', 'dark'] as const;
export type Media = (typeof medias)[number];

/** One way to look at a state, without loading it again. */
export type Look = { viewport: ViewportName; media: Media };

/** One way in which a state is reached, and the looks that are then taken, in this order. */
export type Visit = { language: Language; device: Device; looks: readonly Look[] };

/** The windows of each device: a phone's is made smaller. */
const windows: Record<Device, readonly ViewportName[]> = { desktop: ['desktop'], phone: ['phone', 'small'] };

export const variantOf = ({ language }: Pick<Visit, 'language'>, { viewport, media }: Look) =>
  `${viewport}-${language}-${media}`;

/**
 * The visits of a state. Together they show it in each theme, in each language, on each viewport and with forced colours;
 * `isFull` makes them all combinations.
 * @param index its place in the registry: the languages take turns, so that half the states meet each pairing
 */
export function visitsOf({ only }: Pick<State, 'only'>, index: number, isFull: boolean): Visit[] {
  const [one, other]: readonly Language[] = index % 2 === 0 ? ['en', 'fr'] : ['fr', 'en'];
  if (!one || !other) return [];
  const devices: readonly Device[] = only ? [only] : ['desktop', 'phone'];
  if (isFull) {
    return devices.flatMap((device) => [one, other].map((language) => ({ language, device, looks: allLooks(device) })));
  }
  if (only) {
    const [first = 'desktop', ...smaller] = windows[only];
    const light = { viewport: first, media: 'light' } as const;
    return [
      { language: one, device: only, looks: [light, { viewport: first, media: 'forced' }] },
      { language: other, device: only, looks: [{ viewport: first, media: 'dark' }, ...smaller.map(inLight)] },
    ];
  }
  return [
    {
      language: one,
      device: 'desktop',
      looks: [
        { viewport: 'desktop', media: 'light' },
        { viewport: 'desktop', media: 'forced' },
      ],
    },
    {
      language: other,
      device: 'phone',
      looks: [
        { viewport: 'phone', media: 'dark' },
        { viewport: 'small', media: 'light' },
      ],
    },
  ];
}

const inLight = (viewport: ViewportName): Look => ({ viewport, media: 'light' });

const allLooks = (device: Device): Look[] =>
  windows[device].flatMap((viewport) => medias.map((media) => ({ viewport, media })));
