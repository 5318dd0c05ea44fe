import type { Operation } from './operation.ts';
import { approvalOperations } from './operations/replies/approvals.ts';
import { guidanceOperations } from './operations/replies/guidance.ts';
import { archiveOperations } from './operations/clients/archive.ts';
import { exportOperations } from './operations/clients/exports.ts';
import { templateOperations } from './operations/clients/templates.ts';
import { guestLinkOperations } from './operations/replies/guest-links.ts';
import { promiseOperations } from './operations/replies/promises.ts';
import { attachmentOperations } from './operations/attachments.ts';
import { bulkJobOperations } from './operations/many-items/bulk-jobs.ts';
import { availabilityOperations } from './operations/people/availability.ts';
import { caseOperations } from './operations/cases.ts';
import { channelCheckOperations } from './operations/channel-checks.ts';
import { channelOperations } from './operations/channels.ts';
import { contactDataOperations } from './operations/contacts/contact-data.ts';
import { contactFieldOperations } from './operations/contacts/contact-fields.ts';
import { contactOperations } from './operations/contacts/contacts.ts';
import { deliveryOperations } from './operations/deliveries.ts';
import { connectingOperations } from './operations/connecting.ts';
import { draftOperations } from './operations/people/drafts.ts';
import { sinceLeftOperations } from './operations/people/since-left.ts';
import { eventOperations } from './operations/events.ts';
import { itemActOperations } from './operations/item-acts.ts';
import { itemFieldOperations } from './operations/fields/item-fields.ts';
import { itemPeopleOperations } from './operations/people/item-people.ts';
import { itemOperations } from './operations/items.ts';
import { manyItemsOperations } from './operations/many-items/many-items.ts';
import { mediaOperations } from './operations/media.ts';
import { memberOperations } from './operations/members.ts';
import { messageOperations } from './operations/replies/messages.ts';
import { networkOperations } from './operations/networks.ts';
import { routingOperations } from './operations/people/routing.ts';
import { noteFileOperations } from './operations/note-files.ts';
import { noteOperations } from './operations/notes.ts';
import { notificationOperations } from './operations/notifications.ts';
import { teamOperations } from './operations/people/teams.ts';
import { replyTemplateOperations } from './operations/replies/reply-templates.ts';
import { savedReplyOperations } from './operations/replies/saved-replies.ts';
import { viewOperations } from './operations/views.ts';
import { safetyOperations } from './operations/safety.ts';
import { workspaceOperations } from './operations/workspace.ts';

/** The operations by topic, which are the tags of the document. */
export const operationGroups: readonly { tag: string; description: string; operations: readonly Operation[] }[] = [
  {
    tag: 'workspace',
    description: 'The workspace’s settings and its audit log; new workspaces, and clients that leave.',
    operations: [
      ...workspaceOperations,
      ...safetyOperations,
      ...templateOperations,
      ...archiveOperations,
      ...exportOperations,
    ],
  },
  {
    tag: 'items',
    description: 'The queue: lists, counts, and acts on one item or on many.',
    operations: [
      ...itemOperations,
      ...itemActOperations,
      ...noteOperations,
      ...noteFileOperations,
      ...itemPeopleOperations,
      ...itemFieldOperations,
      ...draftOperations,
      ...manyItemsOperations,
      ...bulkJobOperations,
    ],
  },
  {
    tag: 'contacts',
    description: 'The people who write, across networks.',
    operations: [...contactOperations, ...contactFieldOperations, ...contactDataOperations],
  },
  { tag: 'cases', description: 'Several items of one matter, joined.', operations: caseOperations },
  {
    tag: 'messages',
    description: 'Replies and moderation, and the state of each action.',
    operations: messageOperations,
  },
  {
    tag: 'approval',
    description: 'Replies that somebody approves before they are sent, and the rules that ask for it.',
    operations: approvalOperations,
  },
  {
    tag: 'guidance',
    description: 'How leads want something to be answered, from when until when.',
    operations: guidanceOperations,
  },
  {
    tag: 'guests',
    description: 'Links by which somebody without a seat approves one reply, or answers one question.',
    operations: guestLinkOperations,
  },
  {
    tag: 'promises',
    description: 'What replies promise: by when it is owed, by whom, and whether it was kept.',
    operations: promiseOperations,
  },
  {
    tag: 'attachments',
    description: 'Images uploaded for replies that are not sent yet.',
    operations: attachmentOperations,
  },
  { tag: 'media', description: 'Images, videos and audio from the networks.', operations: mediaOperations },
  { tag: 'views', description: 'Saved filters.', operations: viewOperations },
  {
    tag: 'saved replies',
    description: 'Saved replies in French and English, their variables, and the guard-rails of the brand.',
    operations: [...savedReplyOperations, ...replyTemplateOperations],
  },
  {
    tag: 'channels',
    description: 'Connected accounts: connecting them, their settings and their health.',
    operations: [...networkOperations, ...connectingOperations, ...channelOperations, ...channelCheckOperations],
  },
  {
    tag: 'deliveries',
    description: 'Webhook deliveries: what was received, and processing it again.',
    operations: deliveryOperations,
  },
  { tag: 'members', description: 'Members, invitations and API keys.', operations: memberOperations },
  { tag: 'notifications', description: 'What the caller is notified of.', operations: notificationOperations },
  {
    tag: 'since you left',
    description: 'What happened while the caller was away, and that they are back.',
    operations: sinceLeftOperations,
  },
  {
    tag: 'teams',
    description: 'Teams, how the work is spread over people, and who is here.',
    operations: [...teamOperations, ...availabilityOperations],
  },
  {
    tag: 'distribution',
    description: 'Automatic distribution of items: its rules, the people, and why an item went to whom.',
    operations: routingOperations,
  },
  { tag: 'events', description: 'Live events.', operations: eventOperations },
];

/** Every call below `/api/v1/workspaces/{workspace}/`. */
export const operations: readonly Operation[] = operationGroups.flatMap((group) => group.operations);
