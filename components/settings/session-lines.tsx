'use client';
import { Monitor, Smartphone } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { signOutAction } from '#app/actions/account.ts';
import { revokeOtherSessionsAction, revokeSessionAction } from '#app/actions/settings.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Line, Lines } from '#components/ui/page.tsx';
import type { SessionView } from '#lib/users/types.ts';
import { Ago } from './ago.tsx';
import { readBrowser } from './read-browser.ts';
import { useAct } from './use-act.ts';

const factors = ['totp', 'passkey', 'recovery_code'] as const;

/** The user's sessions. Each can be ended; the current one by signing out. */
export function SessionLines({ sessions }: { sessions: SessionView[] }) {
  const t = useTranslations('settings.account');
  const { act, isBusy, error } = useAct();
  return (
    <div className="flex flex-col gap-3">
      <Lines label={t('sessions')}>
        {sessions.map((session) => (
          <SessionLine key={session.id} session={session} />
        ))}
      </Lines>
      {error ? (
        <p role="alert" className="text-sm font-medium text-bad">
          {error}
        </p>
      ) : null}
      {sessions.length > 1 ? (
        <Button className="self-start" isBusy={isBusy} onClick={() => act(() => revokeOtherSessionsAction({}))}>
          {t('endOthers')}
        </Button>
      ) : null}
    </div>
  );
}

function SessionLine({ session }: { session: SessionView }) {
  const t = useTranslations('settings.account');
  const format = useFormatter();
  const { act, isBusy, error } = useAct();
  const { browser, system } = readBrowser(session.userAgent);
  const method = session.isSingleSignOn ? 'single_sign_on' : factors.find((one) => one === session.secondFactor);
  const Icon = system === 'iPhone' || system === 'Android' ? Smartphone : Monitor;
  return (
    <Line
      title={
        <span className="flex items-center gap-2">
          <Icon size={16} strokeWidth={1.5} className="shrink-0 text-muted" aria-hidden />
          <span className="min-w-0 truncate">
            {browser && system ? t('browserOn', { browser, system }) : (browser ?? system ?? t('unknownBrowser'))}
          </span>
          {session.isCurrent ? <Badge tone="accent">{t('thisOne')}</Badge> : null}
        </span>
      }
      detail={
        <span className="block pl-6">
          {error ?? (
            <>
              <span className="tabular-nums">{session.ipAddress}</span>
              {' · '}
              {t('opened', { date: format.dateTime(new Date(session.createdAt), { dateStyle: 'medium' }) })}
              {method ? ` · ${t(`method.${method}`)}` : null}
              {session.isCurrent ? null : (
                <>
                  {' · '}
                  {t.rich('seenAt', { when: () => <Ago at={session.lastSeenAt} /> })}
                </>
              )}
            </>
          )}
        </span>
      }
    >
      {session.isCurrent ? (
        <form action={signOutAction}>
          <Button type="submit" look="ghost" size="small">
            {t('signOut')}
          </Button>
        </form>
      ) : (
        <Button
          look="ghost"
          size="small"
          isBusy={isBusy}
          onClick={() => act(() => revokeSessionAction({ sessionId: session.id }))}
        >
          {t('end')}
        </Button>
      )}
    </Line>
  );
}
