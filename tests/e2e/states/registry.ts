import { accountStates } from './pages/account.ts';
import { channelStates } from './pages/channels.ts';
import { clientStates } from './pages/clients.ts';
import { contactStates } from './pages/contacts.ts';
import { departureStates } from './pages/departures.ts';
import { guestStates } from './pages/guests.ts';
import { composerStates } from './pages/composer.ts';
import { dialogStates } from './pages/dialogs.ts';
import { itemStates } from './pages/item.ts';
import { mergedStates } from './pages/merged.ts';
import { notificationStates } from './pages/notifications.ts';
import { queueStates } from './pages/queue.ts';
import { settingsStates } from './pages/settings.ts';
import { teamStates } from './pages/team.ts';
import type { State } from './state.ts';

/** Every page and state of the product. A test holds a new page or dialog back until it is here. */
export const states: readonly State[] = [
  ...accountStates,
  ...queueStates,
  ...itemStates,
  ...composerStates,
  ...guestStates,
  ...dialogStates,
  ...channelStates,
  ...contactStates,
  ...settingsStates,
  ...clientStates,
  ...teamStates,
  ...mergedStates,
  ...notificationStates,
  ...departureStates,
];
