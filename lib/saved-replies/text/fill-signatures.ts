import type { GuardRailsView } from '../types.ts';
import { fillVariables } from './fill-variables.ts';

/** What a signature may name: who signs, and for whom. */
export const signatureVariables: readonly string[] = ['member', 'brand'];

/** The guard-rails with the names in their signatures. */
export function fillSignatures<Rails extends Pick<GuardRailsView, 'signatureFr' | 'signatureEn'>>(
  rails: Rails,
  { brand, member }: { brand: string; member: string },
): Rails {
  const values = { brand, member: firstWord(member) };
  return {
    ...rails,
    signatureFr: fillVariables(rails.signatureFr, values).text,
    signatureEn: fillVariables(rails.signatureEn, values).text,
  };
}

/** The first name, as far as a name tells it. */
export function firstWord(name: string): string {
  return name.trim().split(/\s+/u)[0] ?? '';
}
