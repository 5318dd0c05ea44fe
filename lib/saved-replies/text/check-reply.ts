import type { Address, Finding, GuardRailsView } from '../types.ts';
import { variablesIn } from './fill-variables.ts';
import { findPhrase } from './find-phrase.ts';
import { isFrench } from './is-french.ts';
import { wordsIn } from './words.ts';

/** Words that address a person in the other way. Only those that mean nothing else: « ton » is a noun too. */
const otherAddress: Record<Address, readonly string[]> = {
  vous: ['tu', 'te', 'toi', 'tes', 't'],
  tu: ['vous', 'votre', 'vos', 'veuillez'],
};

/** Separates the wordings of which a required entry needs one. */
const OR = '|';

type Rails = Pick<GuardRailsView, 'bannedWords' | 'requiredWords' | 'address'>;

/**
 * What a brand's guard-rails find in a reply as it will be sent, with the words that matched as they are written there.
 * Everything but `address` stops the reply.
 */
export function checkReply(text: string, rails: Rails, itemLanguage: string | null): Finding[] {
  const words = wordsIn(text);
  const banned = rails.bannedWords.flatMap((phrase) => findPhrase(text, phrase, words));
  const missing = rails.requiredWords.filter(
    (entry) => !entry.split(OR).some((wording) => findPhrase(text, wording, words).length > 0),
  );
  const findings: Finding[] = [
    { kind: 'banned', words: [...new Set(banned)] },
    { kind: 'missing', words: missing },
    { kind: 'unfilled', words: variablesIn(text) },
    { kind: 'address', words: wrongAddress(text, rails.address, itemLanguage) },
  ];
  return findings.filter((finding) => finding.words.length > 0);
}

function wrongAddress(text: string, address: Address | null, itemLanguage: string | null): string[] {
  if (address === null || !isFrench(text, itemLanguage)) return [];
  const wrong = otherAddress[address];
  const found = wordsIn(text).filter(({ word }) => wrong.includes(word));
  return [...new Set(found.map(({ start, end }) => text.slice(start, end)))];
}
