import type { NetworkError, NetworkErrorKind, NetworkErrorReason } from '../errors.ts';
import type { Answer } from '../kit/call.ts';
import { GraphError, graphErrorOf, metaMeanings, type Meaning, type Meanings } from '../kit/meta/errors.ts';
import { limits } from './limits.ts';

const LIMITED: Meaning = ['rate_limited', 'rate_limited'];
const BROKEN: Meaning = ['unavailable', 'unreachable'];
const FORBIDDEN: Meaning = ['refused', 'missing_permission'];
const NOT_NOW: Meaning = ['refused', 'policy_block'];
const FILE: Meaning = ['refused', 'attachment_refused'];
const TEMPLATE: Meaning = ['refused', 'template_refused'];
const TEMPLATE_CODES = [132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132068, 132069];

/** "WhatsApp Cloud API, Error codes", beside those of all Graph APIs. UNVERIFIED, as the whole table. */
export const meanings: Meanings = {
  ...metaMeanings,
  '0': ['unauthorized', 'bad_credentials'],
  '80007': LIMITED,
  '80008': LIMITED,
  '130429': LIMITED,
  '131056': LIMITED,
  '131000': BROKEN,
  '131016': BROKEN,
  '131005': FORBIDDEN,
  '131026': ['refused', 'recipient_closed'],
  '131047': ['refused', 'window_closed'],
  // Sending again soon makes it worse: a person decides.
  '131048': NOT_NOW,
  '131049': NOT_NOW,
  '130472': NOT_NOW,
  '131051': ['refused', 'rejected'],
  '131052': FILE,
  '131053': FILE,
  '131062': ['refused', 'rejected'],
  '131031': ['refused', 'account_suspended'],
  '133010': ['refused', 'app_not_set_up'],
  ...Object.fromEntries(TEMPLATE_CODES.map((code) => [String(code), TEMPLATE])),
};

/** What an answer means; null for success. To one person the network lets a message through every six seconds. */
export function errorOf(answer: Answer, call: { writes: boolean; now: Date }): NetworkError | null {
  const error = graphErrorOf(answer, call, meanings);
  if (!(error instanceof GraphError) || error.code !== 131056) return error;
  const { code, message: detail } = error;
  return new GraphError(LIMITED, { code, detail, retryAt: new Date(call.now.getTime() + limits.pairWaitMs) });
}

/** Why a message that the network accepted did not arrive: a code of the same table. */
export function reasonOf(code: number): NetworkErrorReason {
  const known: readonly [NetworkErrorKind, NetworkErrorReason] | undefined = meanings[String(code)];
  if (known) return known[1];
  return code >= 132_000 && code <= 132_099 ? 'template_refused' : 'rejected';
}
