import type { useTranslations } from 'next-intl';
import type { ItemAct } from '#components/api/client.ts';
import { hasNoBulk } from './act-requests.ts';

type T = ReturnType<typeof useTranslations<'acts'>>;

/** Why some items may have stayed as they are: each has its sentences under `acts.stayed` and `acts.nothing`. */
type WhyStayed = 'claim' | 'release' | 'assign' | 'close' | 'same' | 'refused';

const whys: Partial<Record<ItemAct, WhyStayed>> = {
  claim: 'claim',
  release: 'release',
  assign: 'assign',
  resolve: 'close',
  ignore: 'close',
};

/**
 * @property name of the contact, for one item
 * @property owed how many of the items something was promised on, where the act closes them
 */
type Outcome = { act: ItemAct; asked: number; changed: number; name: string; owed?: number };

/** @property detail what became of the others, or is still owed */
export type OutcomeText = { label: string; sentence: string; detail?: string };

/** What an act has done, of which at least one item has changed. */
export function outcomeText(t: T, { act, asked, changed, name, owed = 0 }: Outcome): OutcomeText {
  if (changed === asked) {
    return {
      label: t(`done.${act}`, { count: asked }),
      sentence: t(`sentence.${act}`, { count: asked, name }),
      ...(owed > 0 ? { detail: t(`owed.${act === 'ignore' ? 'ignore' : 'resolve'}`, { count: owed }) } : {}),
    };
  }
  const label = t('partly', { act: t(`done.${act}`, { count: 1 }), changed, asked });
  return { label, sentence: `${label}.`, detail: t(`stayed.${whyStayed(act)}`) };
}

/** What to say of an act that the server took and that has changed nothing. */
export function nothingText(t: T, act: ItemAct): string {
  return t(`nothing.${whyStayed(act)}`);
}

const whyStayed = (act: ItemAct): WhyStayed => (hasNoBulk(act) ? 'refused' : (whys[act] ?? 'same'));
