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

/** Every call below `/api/v1/workspaces/{workspace}/`. */
export const operations: readonly Operation[] = [
  ...workspaceOperations,
  ...itemOperations,
  ...itemActOperations,
  ...messageOperations,
  ...manyItemsOperations,
  ...viewOperations,
  ...networkOperations,
  ...connectingOperations,
  ...channelOperations,
  ...deliveryOperations,
  ...attachmentOperations,
  ...mediaOperations,
  ...memberOperations,
  ...eventOperations,
];
