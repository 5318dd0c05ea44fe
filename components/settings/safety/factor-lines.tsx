'use client';
import { KeyRound, LifeBuoy, Smartphone } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { removePasskeyAction, removeTotpAction, replaceRecoveryCodesAction } from '#app/actions/second-factor.ts';
import { AskPassword } from '#components/account/second-factor/ask-password.tsx';
import { PasskeySetUp } from '#components/account/second-factor/passkey-set-up.tsx';
import { RecoveryCodes } from '#components/account/second-factor/recovery-codes.tsx';
import { TotpSetUp } from '#components/account/second-factor/totp-set-up.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Line, Lines } from '#components/ui/page.tsx';
import type { FactorsView } from '#lib/users/types.ts';
import { Ago } from '../ago.tsx';

type Asked = { kind: 'totp' } | { kind: 'passkey'; id: string; name: string } | { kind: 'codes' };

/** The user's second factors: what is set up, what can be added, and the recovery codes. */
export function FactorLines({ factors }: { factors: FactorsView }) {
  const t = useTranslations('safety');
  const format = useFormatter();
  const router = useRouter();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const { totpSince, passkeys, recoveryCodesLeft, hasPassword } = factors;
  const isOn = totpSince !== null || passkeys.length > 0;
  const date = (at: string) => format.dateTime(new Date(at), { dateStyle: 'medium' });
  const added = (recoveryCodes: string[] | null) => {
    setCodes(recoveryCodes);
    router.refresh();
  };
  if (codes) return <RecoveryCodes codes={codes} done={t('recovery.saved')} onDone={() => setCodes(null)} />;
  return (
    <div className="flex flex-col gap-5">
      {isOn ? (
        <Lines label={t('factors.list')}>
          {totpSince === null ? null : (
            <Line
              title={<Named icon={<Smartphone size={16} strokeWidth={1.5} />}>{t('totp.title')}</Named>}
              detail={<Detail>{t('factors.since', { date: date(totpSince) })}</Detail>}
            >
              <Button look="ghost" size="small" onClick={() => setAsked({ kind: 'totp' })}>
                {t('factors.remove')}
              </Button>
            </Line>
          )}
          {passkeys.map(({ id, name, isSynced, createdAt, lastUsedAt }) => (
            <Line
              key={id}
              title={
                <Named icon={<KeyRound size={16} strokeWidth={1.5} />}>
                  {name} {isSynced ? <Badge>{t('passkeys.synced')}</Badge> : null}
                </Named>
              }
              detail={
                <Detail>
                  {t('factors.since', { date: date(createdAt) })}
                  {' · '}
                  {lastUsedAt
                    ? t.rich('passkeys.usedAt', { when: () => <Ago at={lastUsedAt} /> })
                    : t('passkeys.unused')}
                </Detail>
              }
            >
              <Button look="ghost" size="small" onClick={() => setAsked({ kind: 'passkey', id, name })}>
                {t('factors.remove')}
              </Button>
            </Line>
          ))}
          <Line
            title={<Named icon={<LifeBuoy size={16} strokeWidth={1.5} />}>{t('recovery.title')}</Named>}
            detail={<Detail>{t('recovery.left', { count: recoveryCodesLeft })}</Detail>}
          >
            <Button look="ghost" size="small" onClick={() => setAsked({ kind: 'codes' })}>
              {t('recovery.replace')}
            </Button>
          </Line>
        </Lines>
      ) : null}
      {totpSince === null ? (
        <div className="flex flex-col gap-2">
          <p className="text-sm text-soft">{t('totp.text')}</p>
          <TotpSetUp onDone={added} hasPassword={hasPassword} />
        </div>
      ) : null}
      <div className="flex flex-col gap-2">
        <p className="text-sm text-soft">{t('passkeys.text')}</p>
        <PasskeySetUp onDone={added} isOffered={factors.arePasskeysOffered} hasPassword={hasPassword} />
      </div>
      {asked ? (
        <AskPassword
          key={asked.kind}
          title={titleOf(asked)}
          text={textOf(asked)}
          action={asked.kind === 'codes' ? t('recovery.replace') : t('factors.remove')}
          isDanger={asked.kind !== 'codes'}
          hasPassword={hasPassword}
          onClose={() => setAsked(null)}
          run={async (password) => await perform(asked, password)}
          onDone={(newCodes) => {
            setAsked(null);
            added(newCodes);
          }}
        />
      ) : null}
    </div>
  );

  function titleOf(what: Asked): string {
    if (what.kind === 'totp') return t('factors.removeTotp');
    return what.kind === 'passkey' ? t('factors.removePasskey', { name: what.name }) : t('recovery.replaceTitle');
  }

  function textOf(what: Asked): string {
    if (what.kind === 'codes') return t('recovery.replaceText');
    return (totpSince === null ? 0 : 1) + passkeys.length > 1 ? t('factors.removeText') : t('factors.removeLastText');
  }
}

/** @returns new recovery codes, where that was asked for */
async function perform(asked: Asked, password: string) {
  if (asked.kind === 'codes') {
    const outcome = await replaceRecoveryCodesAction({ password });
    return outcome.ok ? { ok: true as const, value: outcome.value.recoveryCodes } : outcome;
  }
  const outcome =
    asked.kind === 'totp'
      ? await removeTotpAction({ password })
      : await removePasskeyAction({ passkeyId: asked.id, password });
  return outcome.ok ? { ok: true as const, value: null } : outcome;
}

function Named({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <span className="flex items-center gap-2">
      <span className="shrink-0 text-muted" aria-hidden>
        {icon}
      </span>
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </span>
  );
}

const Detail = ({ children }: { children: ReactNode }) => <span className="block pl-6">{children}</span>;
