import type { SinceLeft } from '#lib/items/departures/types.ts';
import { call } from './call.ts';

/** The REST calls about the member's own absence. */
export function sinceLeftApi(slug: string) {
  const at = (path: string) => `workspaces/${encodeURIComponent(slug)}/${path}`;
  return {
    /** @param limit 0: the numbers alone */
    getSinceLeft: (limit?: number) => call<SinceLeft>(at('since-left'), { query: { limit } }),
    acknowledgeSinceLeft: ({ until, seen }: Pick<SinceLeft, 'until' | 'seen'>) =>
      call<undefined>(at('since-left/acknowledge'), { method: 'POST', body: { until, seen }, key: null }),
    reopenSinceLeft: () => call<undefined>(at('since-left/reopen'), { method: 'POST', body: {}, key: null }),
    markHere: () => call<undefined>(at('here'), { method: 'POST', body: {}, key: null, outlivesPage: true }),
  };
}
