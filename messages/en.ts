import account from './en/account.json' with { type: 'json' };
import acts from './en/acts.json' with { type: 'json' };
import rateLimits from './en/rate-limits.json' with { type: 'json' };
import approval from './en/approval.json' with { type: 'json' };
import asks from './en/asks.json' with { type: 'json' };
import cases from './en/cases.json' with { type: 'json' };
import channelCheck from './en/channel-check.json' with { type: 'json' };
import channels from './en/channels.json' with { type: 'json' };
import clients from './en/clients.json' with { type: 'json' };
import commands from './en/commands.json' with { type: 'json' };
import common from './en/common.json' with { type: 'json' };
import contacts from './en/contacts.json' with { type: 'json' };
import composer from './en/composer.json' with { type: 'json' };
import connect from './en/connect.json' with { type: 'json' };
import context from './en/context.json' with { type: 'json' };
import empty from './en/empty.json' with { type: 'json' };
import erasure from './en/erasure.json' with { type: 'json' };
import errors from './en/errors.json' with { type: 'json' };
import guidance from './en/guidance.json' with { type: 'json' };
import guests from './en/guests.json' with { type: 'json' };
import history from './en/history.json' with { type: 'json' };
import item from './en/item.json' with { type: 'json' };
import itemFields from './en/item-fields.json' with { type: 'json' };
import keys from './en/keys.json' with { type: 'json' };
import merged from './en/merged.json' with { type: 'json' };
import networks from './en/networks.json' with { type: 'json' };
import notifications from './en/notifications.json' with { type: 'json' };
import promises from './en/promises.json' with { type: 'json' };
import queue from './en/queue.json' with { type: 'json' };
import routing from './en/routing.json' with { type: 'json' };
import scheduled from './en/scheduled.json' with { type: 'json' };
import safety from './en/safety.json' with { type: 'json' };
import savedReplies from './en/saved-replies.json' with { type: 'json' };
import settings from './en/settings.json' with { type: 'json' };
import shell from './en/shell.json' with { type: 'json' };
import sinceLeft from './en/since-left.json' with { type: 'json' };
import team from './en/team.json' with { type: 'json' };
import time from './en/time.json' with { type: 'json' };

/** Every sentence on the screen, in English: the catalogue that the others must match. */
export const en = {
  account,
  acts,
  rateLimits,
  approval,
  asks,
  cases,
  channelCheck,
  channels,
  clients,
  commands,
  common,
  composer,
  connect,
  contacts,
  context,
  empty,
  erasure,
  errors,
  guidance,
  guests,
  history,
  item,
  itemFields,
  keys,
  merged,
  networks,
  notifications,
  promises,
  queue,
  routing,
  scheduled,
  safety,
  savedReplies,
  settings,
  shell,
  sinceLeft,
  team,
  time,
};

/** The shape of a catalogue: the same keys, any sentence. */
export type Catalogue = typeof en;
