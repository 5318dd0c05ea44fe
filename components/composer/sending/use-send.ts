'use client';
import { useEffect, useRef, useState } from 'react';
import type { ReplyInput } from '#components/api/client.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useStateStore } from '#components/inbox-state/state-store.ts';
import type { Draft } from '#components/inbox-state/drafts/draft-record.ts';
import { type Attempt, useAttempt } from './use-attempt.ts';

/** A reply that could not reach the server is tried again this long after the connection is back, in milliseconds. */
const RETRY_MS = 1_500;

/**
 * Sends replies, one at a time. Without a connection a reply waits and is sent later under the same key: if only the
 * answer was lost, it does not become a second reply.
 */
export function useSend(itemId: string) {
  const { screen, drafts } = useInbox();
  const attempt = useAttempt(itemId);
  const isOnline = useStateStore(screen, (state) => state.isOnline);
  const [error, setError] = useState<string | null>(null);
  const [waiting, setWaiting] = useState<Attempt | null>(null);
  const isBusy = useRef(false);

  /** @returns whether the reply is on its way, or waits for the connection */
  const run = async (given: Attempt): Promise<boolean> => {
    if (isBusy.current) return false;
    isBusy.current = true;
    setError(null);
    setWaiting(null);
    const result = await attempt(given);
    isBusy.current = false;
    if (result.kind === 'unreachable') setWaiting(given);
    if (result.kind === 'refused') setError(result.reason);
    return result.kind !== 'refused';
  };

  const latestRun = useRef(run);
  useEffect(() => {
    latestRun.current = run;
  });
  useEffect(() => {
    if (!waiting || !isOnline) return undefined;
    const timer = setTimeout(() => void latestRun.current(waiting), RETRY_MS);
    return () => clearTimeout(timer);
  }, [waiting, isOnline]);

  return {
    error,
    isWaiting: waiting !== null,
    /** @returns whether the reply is on its way, or waits for the connection */
    send: async (input: ReplyInput, draft: Draft, mode: 'reply' | 'private') =>
      await run({
        // Part of the request, so the same in every attempt.
        input: { ...input, draftVersions: drafts.versions(itemId, mode) },
        draft,
        mode,
        key: crypto.randomUUID(),
      }),
  };
}
