import { createHash } from 'node:crypto';
import { Refusal } from '#lib/refusal.ts';
import { userTables } from '#lib/db/user-tables.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Allowed attempts per window, and the window in milliseconds. */
const LIMITS = {
  /** Wrong passwords from one address, for any user. */
  address: { attempts: 50, windowMs: 15 * MINUTE_MS },
  /** Wrong passwords from one address for one e-mail. */
  address_email: { attempts: 10, windowMs: 30 * MINUTE_MS },
  /** Wrong passwords for one e-mail from all unknown browsers together, against distributed guessing. */
  strangers: { attempts: 60, windowMs: HOUR_MS },
  /** Wrong passwords from a known browser of that user. */
  device: { attempts: 10, windowMs: 15 * MINUTE_MS },
  /** Wrong current passwords of a signed-in user. */
  password_change: { attempts: 10, windowMs: 15 * MINUTE_MS },
  /** Wrong codes of a user's second factor, from all addresses together. */
  second_factor: { attempts: 10, windowMs: 15 * MINUTE_MS },
  second_factor_day: { attempts: 50, windowMs: DAY_MS },
  /** Questions to passkeys and wrong answers, from one address. */
  passkey: { attempts: 60, windowMs: 15 * MINUTE_MS },
  /** Returns from the provider that brought nobody, from one address. */
  single_sign_on: { attempts: 50, windowMs: 15 * MINUTE_MS },
  /** Wrong set-up codes from one address. */
  set_up: { attempts: 20, windowMs: 15 * MINUTE_MS },
  /** Requests for a new password, from one address and for one e-mail. */
  reset_address: { attempts: 20, windowMs: HOUR_MS },
  reset: { attempts: 5, windowMs: HOUR_MS },
  reset_day: { attempts: 10, windowMs: DAY_MS },
  verification: { attempts: 5, windowMs: HOUR_MS },
  verification_day: { attempts: 10, windowMs: DAY_MS },
  /** Invitations to one e-mail from all workspaces, by one member, and from one workspace. */
  invited: { attempts: 5, windowMs: DAY_MS },
  inviter: { attempts: 50, windowMs: DAY_MS },
  inviting_workspace: { attempts: 100, windowMs: DAY_MS },
  /** Guest links emailed to one address from all workspaces, by one member, and from one workspace. */
  asked: { attempts: 50, windowMs: DAY_MS },
  asker: { attempts: 200, windowMs: DAY_MS },
  asking_workspace: { attempts: 500, windowMs: DAY_MS },
  /** Test notifications that a person asks for. */
  push_test: { attempts: 10, windowMs: 15 * MINUTE_MS },
  /** Unknown guest links, from one address. */
  guest_address: { attempts: 60, windowMs: 15 * MINUTE_MS },
  /** Everything that is asked for by one guest link: pages, pictures, answers. */
  guest_link: { attempts: 600, windowMs: 15 * MINUTE_MS },
} as const;

const emailKinds: readonly ThrottleKind[] = [
  'invited',
  'inviter',
  'inviting_workspace',
  'asked',
  'asker',
  'asking_workspace',
];

export type ThrottleKind = keyof typeof LIMITS;
export type Attempt = { kind: ThrottleKind; value: string };

type Row = { key: string; failures: number; resetAt: Date };

/**
 * Counts attempts before they are made, so that concurrent ones cannot exceed the limit.
 * @throws Refusal `throttled`, or for emails to people outside `too_many_emails`, with `retryAt` (ISO 8601)
 */
export async function takeAttempt(attempts: Attempt[], now = new Date()): Promise<void> {
  const kinds = new Map(attempts.map((attempt) => [keyOf(attempt), attempt.kind]));
  const keys = [...kinds.keys()];
  const resets = [...kinds.values()].map((kind) => new Date(now.getTime() + LIMITS[kind].windowMs));
  // Sorted by key, so that two visitors who share an address cannot deadlock.
  const rows = await userTables().$queryRaw<Row[]>`
    insert into "throttle" as t ("key", "failures", "resetAt")
    select k, 1, r from unnest(${keys}::text[], ${resets}::timestamptz[]) as given (k, r) order by k
    on conflict ("key") do update set
      "failures" = case when t."resetAt" <= ${now} then 1 else t."failures" + 1 end,
      "resetAt" = case when t."resetAt" <= ${now} then excluded."resetAt" else t."resetAt" end
    returning "key", "failures", "resetAt"`;
  const over = rows.flatMap(({ key, failures, resetAt }) => {
    const kind = kinds.get(key);
    return kind && failures > LIMITS[kind].attempts ? [{ kind, resetAt }] : [];
  });
  const last = over.sort((a, b) => b.resetAt.getTime() - a.resetAt.getTime())[0];
  if (!last) return;
  const code = emailKinds.includes(last.kind) ? 'too_many_emails' : 'throttled';
  throw new Refusal(code, { retryAt: last.resetAt.toISOString() });
}

/**
 * Uncounts an attempt that succeeded.
 * @param attempts.forgotten limits whose earlier attempts are cleared too
 */
export async function forgiveAttempts({
  forgotten = [],
  lessened = [],
}: {
  forgotten?: Attempt[];
  lessened?: Attempt[];
}): Promise<void> {
  const [zero, less] = [forgotten.map(keyOf), lessened.map(keyOf)];
  const keys = [...zero, ...less];
  await userTables().$executeRaw`
    update "throttle"
    set "failures" = case when "key" = any(${zero}::text[]) then 0 else greatest("failures" - 1, 0) end
    where "key" in (select "key" from "throttle" where "key" = any(${keys}::text[]) order by "key" for update)`;
}

/** Stores only a hash, because people sometimes type their password into the e-mail field. */
function keyOf({ kind, value }: Attempt): string {
  return `${kind}:${createHash('sha256').update(value).digest('base64url')}`;
}
