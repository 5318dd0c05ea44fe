import type { Language } from '#lib/interface-languages.ts';
import type { State } from './state.ts';
import { type ViewportName, viewports } from './viewports.ts';

/** What the browser prefers: all three are tried on a page, in this order, without loading it again. */
export const medias = ['light', 'forced', 'dark'] as const;
export type Media = (typeof medias)[number];

/** One way in which a state is reached, and the media in which it is then looked at. */
export type Visit = { language: Language; viewport: ViewportName; medias: readonly Media[] };

export function nameOf({ language, viewport }: Pick<Visit, 'language' | 'viewport'>, media: Media): string {
  return `${viewport}-${language}-${media}`;
}

/**
 * The visits of a state. Together they show it in each theme, in each language, on each viewport and with forced colours;
 * `isFull` makes them all combinations.
 * @param index its place in the registry: the languages take turns, so that half the states meet each pairing
 */
export function visitsOf(state: Pick<State, 'only'>, index: number, isFull: boolean): Visit[] {
  const isEven = index % 2 === 0;
  const [one, other] = isEven ? (['en', 'fr'] as const) : (['fr', 'en'] as const);
  const names = Object.keys(viewports) as ViewportName[]; // the keys of a constant
  const full: Visit[] = names.flatMap((viewport) => [one, other].map((language) => ({ language, viewport, medias })));
  if (isFull) return full.filter(({ viewport }) => shownOn(state, viewport));
  const paired: Visit[] = [
    { language: one, viewport: 'desktop', medias: ['light', 'forced'] },
    { language: other, viewport: 'phone', medias: ['dark'] },
    { language: isEven ? other : one, viewport: 'small', medias: ['light'] },
  ];
  const shown = paired.filter(({ viewport }) => shownOn(state, viewport));
  const [first] = shown;
  if (!first || state.only === undefined) return paired;
  // A state of few viewports still meets every medium and both languages.
  return [
    { ...first, language: one, medias },
    { ...first, language: other, medias: ['light'] },
  ];
}

function shownOn({ only }: Pick<State, 'only'>, viewport: ViewportName): boolean {
  return only === undefined || only.includes(viewport);
}
