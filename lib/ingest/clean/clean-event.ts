import { webAddress } from '#lib/http/web-address.ts';
import {
  deliveryStates,
  type InboundEvent,
  type InboundMessage,
  type InboundPost,
  itemKinds,
  type MessageDelivery,
} from '#lib/networks/contract.ts';
import type { NetworkErrorReason } from '#lib/networks/errors.ts';
import {
  cleanAttachments,
  cleanAuthor,
  cleanCounts,
  cleanDetail,
  cleanLanguages,
  cleanRating,
  cleanReference,
} from './clean-parts.ts';
import {
  cleanBody,
  cleanChoice,
  type CleanFacts,
  cleanId,
  cleanMoment,
  cleanOptionalId,
  cleanOptionalMoment,
  isObject,
} from './fields.ts';
import { Rejection } from './rejection.ts';

/** A message that can be stored. `cutFrom` is the text's original length if it was cut. */
export type CleanMessage = InboundMessage & { cutFrom: number | null };
export type CleanEvent = CleanMessage | Exclude<InboundEvent, InboundMessage>;

const directions = ['inbound', 'outbound'] as const;
const moderations = ['pending', 'approved', 'rejected'] as const;
const postVariants = ['ad', 'story', 'video', 'live', 'place'] as const;
const variants = [
  'quote',
  'tag',
  'repost',
  'story',
  'story_reply',
  'ad',
  'visitor_post',
  'live',
  'held',
  'spam',
  'recommended',
  'not_recommended',
  'collaboration',
  'untold',
  'untold_to_connection',
  'encrypted',
] as const satisfies NonNullable<InboundMessage['variant']>[];

/**
 * Cleans one event. Fields that the contract does not know are dropped.
 * @throws Rejection for a malformed event or one with an id that cannot be stored
 */
export function cleanEvent(value: unknown, facts: CleanFacts): CleanEvent {
  if (!isObject(value)) throw new Rejection('malformed', 'event');
  switch (value['type']) {
    case 'message':
      return cleanMessage(value, facts);
    case 'post':
      return { type: 'post', post: cleanPost(value['post'], facts) };
    case 'message_deleted':
      return {
        type: 'message_deleted',
        externalId: cleanId(value['externalId'], 'externalId'),
        deletedAt: cleanMoment(value['deletedAt'], facts),
      };
    case 'message_hidden':
      return {
        type: 'message_hidden',
        externalId: cleanId(value['externalId'], 'externalId'),
        hidden: value['hidden'] === true,
      };
    case 'reply_moderated': {
      const detail = cleanDetail(value['detail']);
      return {
        type: 'reply_moderated',
        externalId: cleanId(value['externalId'], 'externalId'),
        state: cleanChoice(value['state'], moderations, 'state'),
        ...(detail && { detail }),
      };
    }
    case 'message_delivery':
      return cleanDelivery(value, facts);
    case 'access_revoked':
      return { type: 'access_revoked' };
    default:
      throw new Rejection('malformed', 'type');
  }
}

function cleanMessage(value: Record<string, unknown>, facts: CleanFacts): CleanMessage {
  const contactExternalId = cleanOptionalId(value['contactExternalId'], 'contactExternalId');
  const parentExternalId = cleanOptionalId(value['parentExternalId'], 'parentExternalId');
  const postExternalId = cleanOptionalId(value['postExternalId'], 'postExternalId');
  const editedAt = cleanOptionalMoment(value['editedAt'], facts);
  const url = webAddress(value['url']);
  const languages = cleanLanguages(value['languages']);
  const attachments = cleanAttachments(value['attachments']);
  const reference = cleanReference(value['reference']);
  const rating = cleanRating(value['rating']);
  const variant = variants.find((one) => one === value['variant']);
  return {
    type: 'message',
    externalId: cleanId(value['externalId'], 'externalId'),
    kind: cleanChoice(value['kind'], itemKinds, 'kind'),
    threadExternalId: cleanId(value['threadExternalId'], 'threadExternalId'),
    direction: cleanChoice(value['direction'], directions, 'direction'),
    author: cleanAuthor(value['author']),
    ...cleanBody(value['text'], facts),
    createdAt: cleanMoment(value['createdAt'], facts),
    ...(contactExternalId && { contactExternalId }),
    ...(parentExternalId && { parentExternalId }),
    ...(postExternalId && { postExternalId }),
    ...(editedAt && { editedAt }),
    ...(url && { url }),
    ...(languages && { languages }),
    ...(attachments && { attachments }),
    ...(reference && { reference }),
    ...(rating && { rating }),
    ...(variant && { variant }),
    ...(value['isPrivate'] === true && { isPrivate: true as const }),
  };
}

/** @throws Rejection */
function cleanDelivery(value: Record<string, unknown>, facts: CleanFacts): MessageDelivery {
  const detail = cleanDetail(value['detail']);
  const reason = typeof value['reason'] === 'string' ? (value['reason'] as NetworkErrorReason) : undefined; // written by a connector
  const action = isObject(value['action']) ? value['action'] : undefined;
  return {
    type: 'message_delivery',
    externalId: cleanId(value['externalId'], 'externalId'),
    state: cleanChoice(value['state'], deliveryStates, 'state'),
    at: cleanMoment(value['at'], facts),
    ...(reason && { reason }),
    ...(detail && { detail }),
    ...(action && {
      action: { key: cleanId(action['key'], 'key'), progress: cleanReference(action['progress']) ?? {} },
    }),
  };
}

/** @throws Rejection */
export function cleanPost(value: unknown, facts: CleanFacts): InboundPost {
  if (!isObject(value)) throw new Rejection('malformed', 'post');
  const variant = postVariants.find((one) => one === value['variant']);
  const url = webAddress(value['url']);
  const attachments = cleanAttachments(value['attachments']);
  const counts = cleanCounts(value['counts']);
  const deletedAt = value['deletedAt'] === undefined ? undefined : cleanMoment(value['deletedAt'], facts);
  return {
    externalId: cleanId(value['externalId'], 'post'),
    author: cleanAuthor(value['author']),
    isOwn: value['isOwn'] === true,
    text: cleanBody(value['text'], facts).text,
    createdAt: cleanMoment(value['createdAt'], facts),
    ...(variant && { variant }),
    ...(url && { url }),
    ...(attachments && { attachments }),
    ...(counts && { counts }),
    ...(deletedAt && { deletedAt }),
  };
}
