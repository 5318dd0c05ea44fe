import type { ComposerState } from '../use-composer.ts';

/** By which guidance it was written: other guidance since stops it. */
export function seenGuidance({ draft, guidance }: Pick<ComposerState, 'draft' | 'guidance'>): {
  seenGuidance?: string;
} {
  const seen = draft.guidance ?? guidance?.seen;
  return seen === undefined ? {} : { seenGuidance: seen };
}
