'use client';
import { useCallback, useState, useTransition } from 'react';
import type { Failure, Outcome } from '#app/actions/outcome.ts';
import { useFailureText } from '../use-failure-text.ts';

/** Runs one action at a time and keeps its refusal as a sentence until the next try. */
export function useOutcome() {
  const textOf = useFailureText();
  const [isBusy, start] = useTransition();
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = useCallback(<T>(action: () => Promise<Outcome<T>>, onDone: (value: T) => void | Promise<void>) => {
    start(async () => {
      const outcome = await reach(action);
      setFailure(outcome.ok ? null : outcome.failure);
      if (outcome.ok) await onDone(outcome.value);
    });
  }, []);
  return { run, isBusy, failure, error: failure && textOf(failure) };
}

/** What the browser's own dialog refuses (closed, timed out, no authenticator) is a failed passkey to us. */
async function reach<T>(action: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await action();
  } catch (error) {
    const isPasskey = error instanceof Error && ['WebAuthnError', 'NotAllowedError', 'AbortError'].includes(error.name);
    return { ok: false, failure: { code: isPasskey ? 'passkey_failed' : 'unreachable', values: {} } };
  }
}
