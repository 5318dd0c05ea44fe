import { wordsIn } from './words.ts';

const french = new Set(
  'au aux avec bonjour bonsoir ce cela ces cet cette dans de des du elle en est et etes il je la le les leur mais merci moi mon n nos notre nous on ou par pas pour que qui sa se ses son sont sur te toi ton tu un une vos votre vous y'.split(
    ' ',
  ),
);
const english = new Set(
  'a an and are as at be by can do for from has have hello hi i if in is it its my no not of or our please so thank thanks that the their there they this to us was we what will with you your'.split(
    ' ',
  ),
);

/** Whether a reply is written in French: by its small words, and where they do not say, by the item's language. */
export function isFrench(text: string, itemLanguage: string | null): boolean {
  const words = wordsIn(text);
  const count = (known: Set<string>) => words.filter(({ word }) => known.has(word)).length;
  const difference = count(french) - count(english);
  return difference === 0 ? itemLanguage?.split('-')[0] === 'fr' : difference > 0;
}
