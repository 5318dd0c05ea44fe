import { NextIntlClientProvider } from 'next-intl';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { healthOf } from '#components/channels/channel-health.ts';
import { ChannelWarnings } from '#components/channels/channel-warnings.tsx';
import type { ChannelView } from '#lib/channels/types.ts';
import { en } from '#messages/en.ts';
import { fr } from '#messages/fr.ts';
import { aChannelView } from './a-channel-view.ts';

const catalogues = { 'en-US': en, 'fr-FR': fr };

function warningsOf(channel: ChannelView, locale: keyof typeof catalogues): string {
  const html = renderToStaticMarkup(
    createElement(() =>
      NextIntlClientProvider({
        locale,
        messages: catalogues[locale],
        timeZone: 'Europe/Paris',
        children: createElement(ChannelWarnings, { channel }),
      }),
    ),
  );
  return html.replace(/<[^>]*>/g, '').replace(/[\u00A0\u202F]/gu, ' ');
}

const withUnreadable = (unreadable: number) =>
  aChannelView({
    networkName: 'TikTok',
    rejected: { events: unreadable, unreadable, unreadableSince: '2026-03-02T08:05:00.000Z', latest: [] },
  });

test('entries that could not be read are counted, with since when', () => {
  expect(warningsOf(withUnreadable(3), 'en-US')).toMatch(
    /^Parvis couldn’t read 3 entries of TikTok’s lists since Mar 2, 2026, 9:05 AM\. Everything else/,
  );
  expect(warningsOf(withUnreadable(1), 'en-US')).toMatch(/^Parvis couldn’t read 1 entry of/);
  expect(warningsOf(withUnreadable(3), 'fr-FR')).toMatch(
    /^Depuis le 2 mars 2026, 09:05, Parvis n’a pas pu lire 3 entrées des listes de TikTok\. Tout le reste/,
  );
  expect(warningsOf(withUnreadable(1), 'fr-FR')).toContain('lire 1 entrée des');
});

test('a channel with such an entry asks for a look, and one without says nothing', () => {
  expect(healthOf(withUnreadable(1))).toBe('watch');
  expect(warningsOf(aChannelView(), 'en-US')).toBe('');
});
