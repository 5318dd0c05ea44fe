import type { Answer } from '../kit/call.ts';
import { googleErrorOf, type GoogleError, type Meanings } from '../kit/google/errors.ts';

/** Source: YouTube Data API, "Errors", and the pages of comments and commentThreads. */
const meanings: Meanings = {
  commentsDisabled: ['refused', 'comments_closed'],
  // Somebody else's comment, or one that was deleted: the actions check which of the two it is.
  forbidden: ['refused', 'missing_permission'],
  ineligibleAccount: ['unauthorized', 'account_suspended'],
  authenticatedUserNotChannel: ['unauthorized', 'account_suspended'],
  authenticatedUserAccountSuspended: ['unauthorized', 'account_suspended'],
  authenticatedUserAccountClosed: ['unauthorized', 'account_suspended'],
  commentTextTooLong: ['refused', 'text_too_long'],
  commentTextRequired: ['refused', 'rejected'],
  invalidCustomEmoji: ['refused', 'rejected'],
  invalidCommentMetadata: ['refused', 'rejected'],
  parentIdMissing: ['refused', 'rejected'],
  operationNotSupported: ['refused', 'replies_not_allowed'],
  parentCommentIsPrivate: ['refused', 'replies_not_allowed'],
  processingFailure: ['refused', 'rejected'],
  banWithoutReject: ['refused', 'rejected'],
  commentNotFound: ['gone', 'target_gone'],
  parentCommentNotFound: ['gone', 'target_gone'],
  commentThreadNotFound: ['gone', 'target_gone'],
  videoNotFound: ['gone', 'target_gone'],
  channelNotFound: ['gone', 'target_gone'],
};

export function errorOf(answer: Answer, call: { writes: boolean; now: Date }): GoogleError | null {
  return googleErrorOf(answer, call, meanings);
}
