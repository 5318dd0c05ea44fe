import type { GuardRailsView } from '../types.ts';
import { fixFrenchTypography } from './french-typography.ts';
import { isFrench } from './is-french.ts';
import { foldedText } from './words.ts';

type Rails = Pick<GuardRailsView, 'fixesTypography' | 'signatureFr' | 'signatureEn'>;

/**
 * A reply as it is sent: in French with its typography put right, if the brand wants that, and with the signature at its
 * end, unless it ends so already. A reply of attachments alone stays empty.
 */
export function finishReply(text: string, rails: Rails, itemLanguage: string | null): string {
  const trimmed = text.trim();
  if (trimmed === '') return '';
  const isInFrench = isFrench(trimmed, itemLanguage);
  const fix = (part: string) => (isInFrench && rails.fixesTypography ? fixFrenchTypography(part) : part);
  const fixed = fix(trimmed);
  const signature = fix(signatureFor(rails, isInFrench ? 'fr' : 'en'));
  if (signature === '' || endsWith(fixed, signature)) return fixed;
  return `${fixed}\n${signature}`;
}

/** The signature in a language, or in the other one if it has only that. */
export function signatureFor(
  { signatureFr, signatureEn }: Omit<Rails, 'fixesTypography'>,
  language: 'fr' | 'en',
): string {
  const [own, other] = language === 'fr' ? [signatureFr, signatureEn] : [signatureEn, signatureFr];
  return own.trim() || other.trim();
}

function endsWith(text: string, signature: string): boolean {
  const folded = foldedText(signature);
  return folded === '' ? text.endsWith(signature) : ` ${foldedText(text)}`.endsWith(` ${folded}`);
}
