'use client';
import { useTranslations } from 'next-intl';
import type { CSSProperties, ReactNode } from 'react';
import { Mark } from '#components/ui/bare-page.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import type { GuestPage } from '#lib/guests/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';
import { GuestForm } from './guest-form.tsx';
import { GuestItem } from './guest-item.tsx';

type Props = { page: GuestPage; token: string };

/** What somebody with a guest link sees: one reply to approve, one question, or why the link is closed. */
export function GuestPageView({ page, token }: Props) {
  const t = useTranslations('guests.page');
  const sentence = useClosedSentence();
  if (page.state !== 'open') {
    return (
      <Frame page={page} title={t('titleClosed')}>
        <p role="status" className="text-message">
          {sentence(page)}
        </p>
      </Frame>
    );
  }
  const { content, brand } = page;
  const isApproval = content.reply !== null;
  const values = { brand: isolated(plainLine(brand.name)), network: content.network.name };
  return (
    <Frame page={page} title={t(isApproval ? 'titleApproval' : 'titleQuestion')}>
      <p className="text-message">
        {t('hello', { name: isolated(plainLine(content.guestName)) })}
        <br />
        {t(isApproval ? 'introApproval' : 'introQuestion', values)}
      </p>
      <GuestItem content={content} token={token} />
      <GuestForm content={content} brand={brand.name} token={token} />
    </Frame>
  );
}

function Frame({ page, title, children }: { page: GuestPage; title: string; children: ReactNode }) {
  const brand = 'brand' in page ? page.brand : null;
  // The custom property is the brand's colour, as in a workspace.
  const voice = brand ? ({ '--voice-hue': brand.hue } as CSSProperties) : undefined;
  return (
    <main className="min-h-dvh bg-page pb-[env(safe-area-inset-bottom)]" style={voice}>
      <div className="mx-auto flex max-w-168 flex-col gap-5 px-4 py-5">
        <p className="flex items-center gap-2 border-b-2 border-voice-fill pb-3 text-base font-semibold">
          {brand ? <BidiText className="min-w-0 flex-1 truncate">{plainLine(brand.name)}</BidiText> : null}
          <span className="flex items-center gap-1.5 text-sm font-medium text-muted">
            <Mark size={16} />
            Parvis
          </span>
        </p>
        <h1 className="text-xl font-semibold">{title}</h1>
        {children}
      </div>
    </main>
  );
}

/** Why there is nothing to decide, each reason in a sentence of its own. */
function useClosedSentence(): (page: Exclude<GuestPage, { state: 'open' }>) => string {
  const t = useTranslations('guests.page');
  return (page) => {
    if (page.state === 'unknown' || page.state === 'throttled') return t(page.state);
    const brand = isolated(plainLine(page.brand.name));
    switch (page.state) {
      case 'answered':
        return t(page.answer, { brand });
      case 'decided':
        return t(
          `decided${({ approved: 'Approved', sent_back: 'SentBack', withdrawn: 'Withdrawn' } as const)[page.how]}`,
        );
      case 'revoked':
      case 'expired':
      case 'ended':
        return t(page.state, { brand });
      default:
        return page satisfies never;
    }
  };
}
