'use client';
import { useCallback } from 'react';
import { useUnavailableText } from '#components/allowed-actions/use-unavailable-text.ts';
import { Problem } from '#components/api/problem.ts';
import { useProblemText } from '#components/api/use-problem-text.ts';

/** Why the server refused a reply, in one sentence. It says when the reply window closed or the only reply was used. */
export function useRefusalText(): (error: unknown, options: { isPrivate: boolean }) => string {
  const problemText = useProblemText();
  const unavailableText = useUnavailableText();
  return useCallback(
    (error, options) => {
      if (!(error instanceof Problem)) return problemText(error);
      const { code, values } = error;
      const reason = code === 'window_closed' ? code : code === 'network_forbids' ? values['reason'] : null;
      if (typeof reason !== 'string') return problemText(error);
      const since = [values['closedAt'], values['since']].find((value) => typeof value === 'string');
      return unavailableText({ can: false, reason, since: typeof since === 'string' ? since : null }, options);
    },
    [problemText, unavailableText],
  );
}
