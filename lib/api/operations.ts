import type { Operation } from './operation.ts';
import { attachmentOperations } from './operations/attachments.ts';
import { channelOperations } from './operations/channels.ts';
import { deliveryOperations } from './operations/deliveries.ts';
import { connectingOperations } from './operations/connecting.ts';
import { eventOperations } from './operations/events.ts';
import { itemActOperations } from './operations/item-acts.ts';
import { itemOperations } from './operations/items.ts';
import { manyItemsOperations } from './operations/many-items.ts';
import { mediaOperations } from './operations/media.ts';
import { memberOperations } from './operations/members.ts';
import { messageOperations } from './operations/messages.ts';
import { networkOperations } from './operations/networks.ts';
import { viewOperations } from './operations/views.ts';
import { workspaceOperations } from './operations/workspace.ts';

/** The operations by topic, which are the tags of the document. */
export const operationGroups: readonly { tag: string; description: string; operations: readonly Operation[] }[] = [
  { tag: 'workspace', description: 'Its settings, and who changed what.', operations: workspaceOperations },
  {
    tag: 'items',
    description: 'The queue: reading it, and the acts on one item or on many.',
    operations: [...itemOperations, ...itemActOperations, ...manyItemsOperations],
  },
  {
    tag: 'messages',
    description: 'Answering and moderating, and how far each has come.',
    operations: messageOperations,
  },
  { tag: 'attachments', description: 'Images for replies, before they are sent.', operations: attachmentOperations },
  { tag: 'media', description: 'Pictures, films and sounds of the networks.', operations: mediaOperations },
  { tag: 'views', description: 'Saved filters.', operations: viewOperations },
  {
    tag: 'channels',
    description: 'Connected accounts: connecting them, and their health.',
    operations: [...networkOperations, ...connectingOperations, ...channelOperations],
  },
  { tag: 'deliveries', description: 'What the networks pushed, and reading again.', operations: deliveryOperations },
  { tag: 'members', description: 'Members, invitations and API keys.', operations: memberOperations },
  { tag: 'events', description: 'What changes, as it happens.', operations: eventOperations },
];

/** Every call below `/api/v1/workspaces/{workspace}/`. */
export const operations: readonly Operation[] = operationGroups.flatMap((group) => group.operations);
