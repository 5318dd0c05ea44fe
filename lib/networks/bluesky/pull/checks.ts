import type { AppSettings, ChannelChecks } from '../../contract.ts';
import { plainRead } from '../../kit/plain-read.ts';
import { readLogFrom } from '../chat/pull.ts';
import type { BlueskyCredentials, BlueskyOptions } from '../credentials.ts';
import { readNotifications } from './notifications.ts';
import { readFeed } from './own-feed.ts';
import { openSession } from '../session.ts';

/** Bluesky has no scopes, pushes nothing, and its limit of calls holds for a server's address, not for an app. */
export function checksFor(optionsFor: (app: AppSettings) => BlueskyOptions): ChannelChecks<BlueskyCredentials> {
  const NEWEST = { limit: 1 };
  return {
    reads: [
      plainRead('app.bsky.notification.listNotifications', ['comment', 'mention'], (channel) =>
        readNotifications(openSession(channel, optionsFor(channel.app)), NEWEST),
      ),
      plainRead('app.bsky.feed.getAuthorFeed', ['comment'], (channel) =>
        readFeed(openSession(channel, optionsFor(channel.app)), NEWEST),
      ),
      plainRead('chat.bsky.convo.getLog', ['message'], (channel) =>
        readLogFrom(openSession(channel, optionsFor(channel.app)), null),
      ),
    ],
  };
}
