import type { Metadata } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { headers } from 'next/headers';
import { cache } from 'react';
import { visitorOf } from '#app/auth/visitor.ts';
import { catalogues } from '#app/i18n/catalogues.ts';
import { localeOf } from '#app/i18n/locales.ts';
import { readLanguage } from '#app/i18n/read-language.ts';
import { readPrefs } from '#app/read-prefs.ts';
import { GuestPageView } from '#components/guest-page/guest-page-view.tsx';
import { NetworksProvider } from '#components/networks/networks-context.tsx';
import { readGuestPage } from '#lib/guests/read-guest-page.ts';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ token: string }> };

/** Once a request: the title and the page are of the same moment. */
const readPage = cache(async (token: string) => {
  const head = await headers();
  const page = await readGuestPage({ token, ipAddress: visitorOf(head).ipAddress });
  const language = 'language' in page ? page.language : await readLanguage();
  const { region } = await readPrefs();
  const locale = localeOf(language, { region, acceptLanguage: head.get('accept-language') });
  return { page, language, locale, messages: await catalogues[language]() };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { page, messages } = await readPage((await params).token);
  const { titleApproval, titleQuestion, titleClosed } = messages.guests.page;
  const title = page.state !== 'open' ? titleClosed : page.content.reply ? titleApproval : titleQuestion;
  return { title, referrer: 'no-referrer', robots: { index: false, follow: false, noarchive: true } };
}

/** One reply to approve, or one question, for whoever has the link: no session is looked at. */
export default async function GuestPage({ params }: Props) {
  const { token } = await params;
  const { page, language, locale, messages } = await readPage(token);
  const network = page.state === 'open' ? page.content.network : null;
  return (
    <NextIntlClientProvider locale={locale} messages={messages}>
      <NetworksProvider networks={network?.mark ? [{ ...network, mark: network.mark, pushes: [] }] : []}>
        <div lang={language} className="contents">
          <GuestPageView page={page} token={token} />
        </div>
      </NetworksProvider>
    </NextIntlClientProvider>
  );
}
