import { z } from 'zod';
import type { Language } from '#lib/interface-languages.ts';

export { type Language, languages } from '#lib/interface-languages.ts';

/** Shortest and longest password, in characters. Source: OWASP ASVS 5.0, 6.2.1 and 6.2.9, rounded up. */
export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;
export const NAME_LIMIT = 100;
/** Longest address. Source: RFC 5321, 4.5.3.1. */
export const EMAIL_LIMIT = 254;

/** An e-mail address as it is stored and compared: trimmed, in lower case. */
export const emailAddress = z.string().trim().toLowerCase().max(EMAIL_LIMIT).pipe(z.email());
export const personName = z.string().trim().min(1).max(NAME_LIMIT);

/** Why a password is refused; the `reason` of `weak_password`. */
export const passwordFlaws = [
  'too_short',
  'too_long',
  /** Among known passwords, or close to one of them. */
  'common',
  'names',
  /** Neighbours on the keyboard. */
  'keys',
  'repeats',
  'sequence',
  'date',
  /** Easy to guess for no single reason. */
  'guessable',
  /** Made of the person's own name or address. */
  'like_you',
] as const;
export type PasswordFlaw = (typeof passwordFlaws)[number];

/** The signed-in user and the session. */
export type SignedIn = {
  sessionId: string;
  userId: string;
  email: string;
  name: string;
  language: Language | null;
  isEmailVerified: boolean;
  /** The session was opened by the provider's word, not by a password. */
  isSingleSignOn: boolean;
};

/** The origin of a sign-in attempt, and the users whom this browser has signed in before. */
export type Visitor = { ipAddress: string; userAgent: string; deviceTokens?: readonly string[] };

/** A session in the user's settings. Dates are ISO 8601. */
export type SessionView = {
  id: string;
  userAgent: string;
  ipAddress: string;
  createdAt: string;
  lastSeenAt: string;
  isCurrent: boolean;
  isSingleSignOn: boolean;
  secondFactor: string | null;
};

/** What proved a user besides the password. */
export type SecondFactor = 'totp' | 'passkey' | 'recovery_code';

/** The most passkeys of one user. */
export const PASSKEYS_LIMIT = 20;
export const PASSKEY_NAME_LIMIT = 60;
export const passkeyName = z.string().trim().min(1).max(PASSKEY_NAME_LIMIT);

export type PasskeyView = { id: string; name: string; isSynced: boolean; createdAt: string; lastUsedAt: string | null };

/** The second factors in a user's settings. Dates are ISO 8601. */
export type FactorsView = {
  /** Since when the authenticator app is on; null when it is not. */
  totpSince: string | null;
  passkeys: PasskeyView[];
  recoveryCodesLeft: number;
  hasPassword: boolean;
  /** An organization of the user requires a second factor. */
  isRequired: boolean;
  arePasskeysOffered: boolean;
};

/** A new authenticator app: the secret to type, and the QR code as rows of `0` and `1`. Shown once. */
export type NewTotp = { secret: string; modules: string[] };
