import type { Answer } from '../kit/call.ts';
import { googleErrorOf, type GoogleError, type Meanings } from '../kit/google/errors.ts';

/** Source: Business Profile APIs, error codes; the common ones are Google's own (`google.rpc.Code`). */
const meanings: Meanings = {
  SHARES_PUBSUB_TOPIC_MESSAGE_ACROSS_VERSIONS: ['refused', 'app_not_set_up'],
  PUBLISH_PERMISSIONS_MISSING_FOR_PUBSUB_TOPIC: ['refused', 'app_not_set_up'],
  INVALID_PUBSUB_TOPIC: ['refused', 'app_not_set_up'],
};

export function errorOf(answer: Answer, call: { writes: boolean; now: Date }): GoogleError | null {
  return googleErrorOf(answer, call, meanings);
}
