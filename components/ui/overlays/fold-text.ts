/** Accents, capitals, apostrophes, hyphens and punctuation make no difference when options are searched. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replace(/[\s'’ʼ`´\-‐‑–—_/.,:;!?()[\]«»“”"…&|]+/gu, ' ')
    .trim();
}

/** The words of what was typed. A French elision is left out: `l’espace` searches what `espace` does. */
export function typedWords(typed: string): string[] {
  const bare = typed.replace(/(?<!\p{L})(?:[cdjlmnst]|qu|jusqu)['’ʼ](?=\p{L})/giu, '');
  return foldText(bare)
    .split(' ')
    .filter((word) => word !== '');
}
