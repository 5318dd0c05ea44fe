import type { Catalogue } from './en.ts';
import account from './fr/account.json' with { type: 'json' };
import acts from './fr/acts.json' with { type: 'json' };
import rateLimits from './fr/rate-limits.json' with { type: 'json' };
import approval from './fr/approval.json' with { type: 'json' };
import asks from './fr/asks.json' with { type: 'json' };
import cases from './fr/cases.json' with { type: 'json' };
import channelCheck from './fr/channel-check.json' with { type: 'json' };
import channels from './fr/channels.json' with { type: 'json' };
import clients from './fr/clients.json' with { type: 'json' };
import commands from './fr/commands.json' with { type: 'json' };
import common from './fr/common.json' with { type: 'json' };
import contacts from './fr/contacts.json' with { type: 'json' };
import composer from './fr/composer.json' with { type: 'json' };
import connect from './fr/connect.json' with { type: 'json' };
import context from './fr/context.json' with { type: 'json' };
import empty from './fr/empty.json' with { type: 'json' };
import erasure from './fr/erasure.json' with { type: 'json' };
import errors from './fr/errors.json' with { type: 'json' };
import guidance from './fr/guidance.json' with { type: 'json' };
import guests from './fr/guests.json' with { type: 'json' };
import history from './fr/history.json' with { type: 'json' };
import item from './fr/item.json' with { type: 'json' };
import itemFields from './fr/item-fields.json' with { type: 'json' };
import keys from './fr/keys.json' with { type: 'json' };
import merged from './fr/merged.json' with { type: 'json' };
import networks from './fr/networks.json' with { type: 'json' };
import notifications from './fr/notifications.json' with { type: 'json' };
import promises from './fr/promises.json' with { type: 'json' };
import queue from './fr/queue.json' with { type: 'json' };
import routing from './fr/routing.json' with { type: 'json' };
import scheduled from './fr/scheduled.json' with { type: 'json' };
import safety from './fr/safety.json' with { type: 'json' };
import savedReplies from './fr/saved-replies.json' with { type: 'json' };
import settings from './fr/settings.json' with { type: 'json' };
import shell from './fr/shell.json' with { type: 'json' };
import sinceLeft from './fr/since-left.json' with { type: 'json' };
import team from './fr/team.json' with { type: 'json' };
import time from './fr/time.json' with { type: 'json' };

/** French: *vous*, and a narrow no-break space (U+202F) before `: ; ! ?` and inside guillemets. */
export const fr: Catalogue = {
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
