'use client';
import { useCallback } from 'react';
import { Problem } from '#components/api/problem.ts';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useOfferReason } from '#components/allowed-actions/use-unavailable-text.ts';

/** Why the server took a reply not, in one sentence: with when the window closed or the one reply was used. */
export function useRefusalText(): (error: unknown, look: { isPrivate: boolean }) => string {
  const problemText = useProblemText();
  const reasonOf = useOfferReason();
  return useCallback(
    (error, look) => {
      if (!(error instanceof Problem)) return problemText(error);
      const { code, values } = error;
      const reason = code === 'window_closed' ? code : code === 'network_forbids' ? values['reason'] : null;
      if (typeof reason !== 'string') return problemText(error);
      const since = [values['closedAt'], values['since']].find((value) => typeof value === 'string');
      return reasonOf({ can: false, reason, since: typeof since === 'string' ? since : null }, look);
    },
    [problemText, reasonOf],
  );
}
