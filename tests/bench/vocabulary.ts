/**
 * A language of our own: French- and English-looking words with Zipf's distribution, the same at every run.
 */

/** Mulberry32: small, quick, and the same sequence for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const FREQUENT =
  'le la de et un les est pour que vous pas mon dans bonjour merci the to and you is for my it this order not have ' +
  'commande colis livraison délai réponse problème remboursement taille échange magasin boutique reçu très déçu ' +
  'delivery parcel refund size store received really happy love waiting please thanks help when colour broken website';
const ONSETS = ['b', 'br', 'c', 'ch', 'cl', 'd', 'f', 'fl', 'g', 'gr', 'j', 'l', 'm', 'n', 'p', 'pl', 'qu', 'r', 's'];
const ENDS = ['st', 't', 'tr', 'v', 'th', 'sh', 'w'];
const VOWELS = ['a', 'e', 'i', 'o', 'u', 'é', 'è', 'ai', 'ou', 'ea', 'oi', 'ê', 'an', 'on', 'in'];

/** Words by rank, the most frequent first. */
export function vocabulary(size: number): string[] {
  const random = randomFrom(7);
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? '';
  const words = new Set(FREQUENT.split(' '));
  const starts = [...ONSETS, ...ENDS];
  while (words.size < size) {
    const syllables = 2 + Math.floor(random() * 3);
    let word = '';
    for (let index = 0; index < syllables; index += 1) word += pick(starts) + pick(VOWELS);
    words.add(word + (random() < 0.4 ? pick(['s', 'r', 't', 'nt', 'ng', 'l']) : ''));
  }
  return [...words];
}

/** Runs of 3 to 6 words; three of them make a message. */
export function phrases(words: readonly string[], count: number): string[] {
  const random = randomFrom(11);
  return Array.from({ length: count }, () => {
    const length = 3 + Math.floor(random() * 4);
    // exp(random × ln n) is uniform in the logarithm of the rank: Zipf's law with exponent 1.
    const run = Array.from({ length }, () => words[Math.floor(words.length ** random()) - 1] ?? words[0]);
    return run.join(' ');
  });
}
