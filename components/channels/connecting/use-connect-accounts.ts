'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useChannelsApi } from '../use-channels-api.ts';

/** Connects accounts that a sign-in found and opens the channels. A refusal is shown as a sentence. */
export function useConnectAccounts(connectionId: string) {
  const api = useChannelsApi();
  const { slug } = useWorkspace();
  const router = useRouter();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const connect = async (externalIds: readonly string[], budget: { monthlyBudgetMicros?: number | null } = {}) => {
    setBusy(true);
    setError(null);
    try {
      const { channels } = await api.connectAccounts(connectionId, externalIds, budget);
      await cache.invalidateQueries({ queryKey: ['channels'] });
      const only = channels.length === 1 ? channels[0] : undefined;
      router.push(`/w/${slug}/channels${only ? `/${only.id}` : ''}`);
    } catch (thrown) {
      setError(problemText(thrown));
      setBusy(false);
    }
  };
  return { connect, isBusy, error };
}
