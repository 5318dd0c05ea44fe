import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import type { PasswordFlaw } from '../types.ts';

/** Of five grades, from 0: a password of this one takes 10⁸ guesses at least. Source: zxcvbn, Wheeler 2016. */
const GOOD_SCORE = 3;

/**
 * What is estimated of a password, in characters, and how many ways to read look-alikes (`4` for `a`) are tried: an
 * estimate then takes a tenth of a second at worst. What follows can only make a password harder to guess.
 */
const LIMITS = { maxLength: 64, l33tMaxSubstitutions: 8 };

/** Every password here is one for Parvis: these words are among the first that are tried. */
const OURS = ['parvis', 'inbox'];

let loading: Promise<ZxcvbnFactory> | undefined;

/**
 * Why a password is easy to guess, as zxcvbn estimates it with the common passwords of breaches, and with words and
 * names in English and French; null when it is not.
 * @param known of the person: what a guesser tries first
 */
export async function findGuessableFlaw(password: string, known: readonly string[]): Promise<PasswordFlaw | null> {
  // Some 80 MB and half a second: loaded for the first password that is chosen.
  loading ??= load();
  const { score, feedback } = (await loading).check(password, known.filter(Boolean));
  if (score >= GOOD_SCORE) return null;
  return flaws[feedback.warning ?? ''] ?? 'guessable';
}

async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Factory }, common, en, fr] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
    import('@zxcvbn-ts/language-fr'),
  ]);
  return new Factory({
    graphs: common.adjacencyGraphs,
    dictionary: { ...common.dictionary, ...en.dictionary, ...fr.dictionary, 'passwords-ours': OURS },
    ...LIMITS,
  });
}

/** Their warnings, each with the sentence of ours that says it. */
const flaws: Record<string, PasswordFlaw | undefined> = {
  topTen: 'common',
  topHundred: 'common',
  common: 'common',
  similarToCommon: 'common',
  pwned: 'common',
  wordByItself: 'common',
  userInputs: 'like_you',
  namesByThemselves: 'names',
  commonNames: 'names',
  straightRow: 'keys',
  keyPattern: 'keys',
  simpleRepeat: 'repeats',
  extendedRepeat: 'repeats',
  sequences: 'sequence',
  recentYears: 'date',
  dates: 'date',
};
