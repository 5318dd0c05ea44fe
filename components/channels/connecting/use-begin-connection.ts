'use client';
import { useState } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useChannelsApi } from '../use-channels-api.ts';

/** Starts a sign-in and opens the network's page. It stays busy until the browser has left. */
export function useBeginConnection() {
  const api = useChannelsApi();
  const problemText = useProblemText();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const begin = async (network: string, channelId?: string) => {
    setBusy(true);
    setError(null);
    try {
      const { authorizeUrl } = await api.beginConnection(network, channelId);
      window.location.assign(authorizeUrl);
    } catch (thrown) {
      setError(problemText(thrown));
      setBusy(false);
    }
  };
  return { begin, isBusy, error };
}
