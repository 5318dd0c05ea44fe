import { dictionary } from '@zxcvbn-ts/language-common';

let commonest: Set<string> | undefined;

/** Look-alikes that people put for letters, and that guessers try first. */
const LOOK_ALIKES: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/**
 * Is it among the 49,000 commonest passwords of known breaches, or one of them dressed up: doubled, in capitals, with
 * look-alikes for letters, or with digits and marks around it?
 */
export function isBreached(password: string): boolean {
  commonest ??= new Set(dictionary['passwords-common']);
  const list = commonest;
  const plain = password.toLowerCase();
  const bare = undressed(plain);
  const candidates = [plain, bare, unmasked(plain), unmasked(bare), unrepeated(plain), unrepeated(bare)];
  if (candidates.some((candidate) => candidate.length > 0 && list.has(candidate))) return true;
  return isRun(plain);
}

/** Longer than this, what stands around a common word makes it hard to guess again. */
const DRESS_LENGTH = 6;

/** `2024secret!!` → `secret` */
function undressed(text: string): string {
  const bare = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  return text.length - bare.length <= DRESS_LENGTH ? bare : text;
}

function unmasked(text: string): string {
  return [...text].map((character) => LOOK_ALIKES[character] ?? character).join('');
}

/** `secretsecret` → `secret` */
function unrepeated(text: string): string {
  return /^(.+?)\1+$/u.exec(text)?.[1] ?? text;
}

const RUNS = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiopasdfghjklzxcvbnm', 'azertyuiopqsdfghjklmwxcvbn'];

/** Neighbours on the keyboard or in the alphabet all along, in either direction. */
function isRun(text: string): boolean {
  const backwards = [...text].reverse().join('');
  return RUNS.some((run) => run.repeat(2).includes(text) || run.repeat(2).includes(backwards));
}
