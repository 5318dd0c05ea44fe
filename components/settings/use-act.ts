'use client';
import { useRouter } from 'next/navigation';
import { useCallback, useState, useTransition } from 'react';
import type { Failure, Outcome } from '#app/actions/outcome.ts';
import { useFailureText } from '#components/account/use-failure-text.ts';

/** Runs one server action at a time, then refreshes the page. A refusal is shown until the next try. */
export function useAct() {
  const router = useRouter();
  const textOf = useFailureText();
  const [isBusy, start] = useTransition();
  const [failure, setFailure] = useState<Failure | null>(null);
  const act = useCallback(
    <T>(action: () => Promise<Outcome<T>>, onDone?: (value: T) => void) => {
      start(async () => {
        const outcome = await reach(action);
        setFailure(outcome.ok ? null : outcome.failure);
        if (!outcome.ok) return;
        onDone?.(outcome.value);
        router.refresh();
      });
    },
    [router],
  );
  return { act, isBusy, failure, error: failure && textOf(failure) };
}

async function reach<T>(action: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await action();
  } catch {
    return { ok: false, failure: { code: 'unreachable', values: {} } };
  }
}
