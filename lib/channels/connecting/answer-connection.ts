import { checkSession } from '#lib/users/sessions/check-session.ts';
import { refuseUnless } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { asProduct } from '#lib/db/in-workspace.ts';
import { log } from '#lib/log.ts';
import type { ConnectAttempt } from '#lib/db/generated/client.ts';
import type { Connection } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { Refusal } from '#lib/refusal.ts';
import { callerForSession } from '#lib/workspaces/members/caller-for-session.ts';
import { appFor } from '../apps/app-of-channel.ts';
import { beginConnection } from './begin-connection.ts';
import { ATTEMPT_MS, openBegun, readState, sealAttempt } from './attempt.ts';
import { REFUSED_BY_MEMBER } from './types.ts';

const PATIENCE_MS = 30_000;
/** Errors with which a network reports that the member declined: RFC 6749, 4.1.2.1, and networks' own codes. */
const refusals = /^(access_denied|user_denied|user_cancelled_login|user_cancelled_authorize)$/;

type Sent = { network: string; params: Record<string, string>; sessionId: string | null; now?: Date };

/**
 * Handles a member's return from a network's sign-in: once, only for the member who began it and from the network she
 * was sent to. The granted accounts are stored encrypted until she chooses; a failure is shown on the next page.
 * @returns the path of the next page, never one taken from the request
 * @throws Refusal `not_signed_in`; `not_found` for a state that does not belong to the member; `archived`
 */
export async function answerConnection({ network, params, sessionId, now = new Date() }: Sent): Promise<string> {
  const state = readState(params.state ?? '');
  if (!state) throw new Refusal('not_found');
  const caller = await callerOf(sessionId, state.workspaceId);
  const { attempt, slug, isFirst } = await take(caller, { network, stateHash: state.hash, now });
  if (isFirst) {
    const outcome = await exchange(attempt, params).catch((error: unknown) => failureOf(error, attempt));
    await settle(attempt, outcome);
  }
  return `/w/${slug}/channels/connect/${attempt.id}`;
}

async function callerOf(sessionId: string | null, workspaceId: string): Promise<Caller> {
  if (sessionId === null) throw new Refusal('not_signed_in');
  const caller = await callerForSession(sessionId, workspaceId);
  if (!caller) throw new Refusal((await checkSession(sessionId)) ? 'not_found' : 'not_signed_in');
  refuseUnless(caller, beginConnection);
  return caller;
}

/** Of concurrent requests with the same state, exactly one is the first; an expired one never is. */
async function take(caller: Caller, { network, stateHash, now }: { network: string; stateHash: string; now: Date }) {
  const { workspaceId, memberId } = caller;
  return await asProduct(workspaceId, async (tx) => {
    const attempt = await tx.connectAttempt.findUnique({
      where: { workspaceId_stateHash: { workspaceId, stateHash } },
    });
    if (!attempt || attempt.memberId !== memberId || attempt.network !== network) throw new Refusal('not_found');
    const { count } = await tx.connectAttempt.updateMany({
      where: { workspaceId, id: attempt.id, answeredAt: null, expiresAt: { gt: now } },
      data: { answeredAt: now },
    });
    const { slug } = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { slug: true } });
    return { attempt, slug, isFirst: count === 1 };
  });
}

type Outcome = { connections: Connection<unknown>[]; networkAppId: string | null } | { failure: string };

async function exchange(attempt: ConnectAttempt, params: Record<string, string>): Promise<Outcome> {
  const { workspaceId, network } = attempt;
  const error = params.error ?? params.error_code ?? params.denied;
  if (error !== undefined || !params.code) {
    const isDeclined = [error, params.error_reason].some((code) => code !== undefined && refusals.test(code));
    return { failure: isDeclined ? REFUSED_BY_MEMBER : 'rejected' };
  }
  const handler = connectorOf(network)?.oauth;
  if (!handler) return { failure: 'not_offered' };
  const { codeVerifier, redirectUri, networkAppId } = openBegun(attempt);
  const app = await asProduct(workspaceId, (tx) => appFor(tx, workspaceId, { network, networkAppId }));
  const context = { app, signal: AbortSignal.timeout(PATIENCE_MS), now: () => new Date() };
  return { connections: await handler.exchange({ params, redirectUri, codeVerifier }, context), networkAppId };
}

function failureOf(error: unknown, { network }: ConnectAttempt): Outcome {
  const isNetworks = error instanceof NetworkError;
  log[isNetworks ? 'warn' : 'error']({ network, err: error }, 'a sign-in at a network failed');
  return { failure: isNetworks ? error.reason : 'unexpected_answer' };
}

async function settle({ workspaceId, id }: ConnectAttempt, outcome: Outcome): Promise<void> {
  const expiresAt = new Date(Date.now() + ATTEMPT_MS);
  const data =
    'failure' in outcome
      ? { failure: outcome.failure, ...sealAttempt({ workspaceId, id }, { connections: [], networkAppId: null }) }
      : { ...sealAttempt({ workspaceId, id }, outcome), expiresAt };
  await asProduct(workspaceId, (tx) => tx.connectAttempt.updateMany({ where: { workspaceId, id }, data }));
}
