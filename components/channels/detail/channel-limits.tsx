'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { cx } from '#components/ui/cx.ts';
import { EmptyLine } from '#components/ui/empty-state.tsx';
import { Fold } from '#components/ui/page-parts/fold.tsx';
import { Line, Lines } from '#components/ui/page.tsx';
import { useNow } from '#components/ui/time/use-now.ts';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import type { ChannelLimits, ChannelView } from '#lib/channels/types.ts';
import { BudgetLine } from './budget-line.tsx';
import { DailyCostLine } from './daily-cost-line.tsx';
import { useQuotaText } from './use-quota-text.ts';

/** When the credentials expire, what the calls cost, and how much of each rate limit is used. */
export function ChannelLimitLines({ channel, limits }: { channel: ChannelView; limits: ChannelLimits }) {
  const t = useTranslations('channels');
  const { waits, used } = limits;
  const textOf = useQuotaText(channel.network);
  return (
    <Fold
      title={t('limits')}
      tone={waits.length > 0 ? 'warn' : 'plain'}
      summary={waits.length > 0 ? t('limitsWait', { count: waits.length }) : null}
    >
      <Lines label={t('limits')}>
        <AccessLine limits={limits} />
        {limits.spentMicros === null ? (
          <Line title={t('budget')} detail={t('budgetNone', { network: channel.networkName })} />
        ) : (
          <>
            <BudgetLine
              channelId={channel.id}
              spentMicros={limits.spentMicros}
              budgetMicros={limits.monthlyBudgetMicros}
            />
            <DailyCostLine perDay={limits.perDay} />
          </>
        )}
        {waits.map(({ allowance, until }) => (
          <Line key={allowance} title={textOf(allowance)}>
            <span className="exact text-sm text-warn">
              {t('waitsUntil')} <Timestamp at={until} look="full" />
            </span>
          </Line>
        ))}
        {used.map((use) => (
          <UsedLine key={use.allowance} use={use} text={textOf(use.allowance)} />
        ))}
      </Lines>
      {used.length === 0 && waits.length === 0 ? <EmptyLine>{t('limitsNone')}</EmptyLine> : null}
    </Fold>
  );
}

function AccessLine({ limits: { tokenExpiresAt, tokenRenewsAt } }: { limits: ChannelLimits }) {
  const t = useTranslations('channels');
  const format = useFormatter();
  const date = tokenExpiresAt && format.dateTime(new Date(tokenExpiresAt), { dateStyle: 'long' });
  return (
    <Line
      title={t('access')}
      detail={
        <span suppressHydrationWarning>
          {date === null ? t('accessForever') : t(tokenRenewsAt === null ? 'accessUntil' : 'accessRenewed', { date })}
        </span>
      }
    />
  );
}

/** From this share on, a limit is nearly used up. */
const NEARLY = 0.9;
const DAY_MS = 24 * 3_600_000;

function UsedLine({ use: { used, max, resetAt }, text }: { use: ChannelLimits['used'][number]; text: string }) {
  const t = useTranslations('channels');
  const format = useFormatter();
  const share = Math.min(1, used / max);
  const end = new Date(resetAt);
  const isSoon = end.getTime() - useNow() < DAY_MS;
  const when = format.dateTime(end, isSoon ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Line title={text} className="min-h-9 py-1">
      <span suppressHydrationWarning className="exact text-sm text-muted max-phone:hidden">
        {t('usedUntil', { when })}
      </span>
      <span
        role="meter"
        aria-label={t('allowanceUse', { allowance: text })}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={used}
        className="h-1.5 w-24 overflow-hidden rounded-full bg-pressed"
      >
        <span
          style={{ width: `${share * 100}%` }}
          className={cx('block h-full rounded-full', share > NEARLY ? 'bg-warn-fill' : 'bg-accent')}
        />
      </span>
      <span className="exact w-28 text-right text-sm max-phone:w-auto">{t('used', { used, max })}</span>
    </Line>
  );
}
