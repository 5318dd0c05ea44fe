'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { ConnectionView, FoundAccount } from '#lib/channels/connecting/types.ts';
import type { NetworkView } from '#lib/channels/types.ts';
import { BudgetField, readBudget } from '../budget-field.tsx';
import { MICROS } from '../use-money.ts';
import { AccountName } from './account-name.tsx';
import { useConnectAccounts } from './use-connect-accounts.ts';
import { useChannelsApi } from '../use-channels-api.ts';

type Props = { attempt: ConnectionView; pricing: NetworkView['pricing'] };

/**
 * The accounts that a sign-in found, to choose from. Those that are channels already can't be changed. Where calls cost
 * money, it asks for a monthly budget.
 */
export function AccountChoice({ attempt: { id, network, accounts }, pricing }: Props) {
  const t = useTranslations('connect.attempt');
  const commonText = useTranslations('common');
  const channelText = useTranslations('channels');
  const api = useChannelsApi();
  const { slug } = useWorkspace();
  const { connect, isBusy, error } = useConnectAccounts(id);
  const free = accounts.filter(({ isConnected }) => !isConnected).map(({ externalId }) => externalId);
  const [chosen, setChosen] = useState<readonly string[]>(free.length === 1 ? free : []);
  const [amount, setAmount] = useState(pricing ? String(pricing.monthlyBudgetMicros / MICROS) : '');
  const budget = pricing ? readBudget(amount) : null;
  const isAll = free.length > 0 && chosen.length === free.length;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (budget !== undefined) void connect(chosen, pricing ? { monthlyBudgetMicros: budget } : {});
  };
  const toggle = (externalId: string) =>
    setChosen(chosen.includes(externalId) ? chosen.filter((one) => one !== externalId) : [...chosen, externalId]);
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4">
      <fieldset className="divide-y divide-line border-y border-line">
        <legend className="sr-only">{t('choose')}</legend>
        {free.length > 1 ? (
          <label className="flex min-h-11 cursor-pointer items-center gap-3 text-sm text-muted">
            <input
              type="checkbox"
              checked={isAll}
              onChange={() => setChosen(isAll ? [] : free)}
              className="size-4 accent-accent"
            />
            {t('all')}
          </label>
        ) : null}
        {accounts.map((account, position) => (
          <AccountLine
            key={account.externalId}
            account={account}
            network={network}
            picture={account.avatarUrl === null ? null : api.accountPictureUrl(id, position)}
            isChosen={chosen.includes(account.externalId)}
            onToggle={() => toggle(account.externalId)}
          />
        ))}
      </fieldset>
      {pricing ? (
        <div className="max-w-90">
          <BudgetField
            label={t('budget', { n: Math.max(1, free.length) })}
            error={budget === undefined ? channelText('budgetBad') : null}
            value={amount}
            onType={setAmount}
          />
        </div>
      ) : null}
      {error ? <Notice tone="bad">{error}</Notice> : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" isBusy={isBusy} disabled={chosen.length === 0 || budget === undefined}>
          {t('connect', { n: chosen.length })}
        </Button>
        <Link href={`/w/${slug}/channels`} className={buttonClass('ghost')}>
          {commonText('cancel')}
        </Link>
      </div>
    </form>
  );
}

type LineProps = {
  account: FoundAccount;
  network: string;
  picture: string | null;
  isChosen: boolean;
  onToggle: () => void;
};

function AccountLine({ account, network, picture, isChosen, onToggle }: LineProps) {
  const t = useTranslations('connect.attempt');
  return (
    <label className="flex min-h-14 cursor-pointer items-center gap-3 py-2 has-disabled:cursor-default">
      <input
        type="checkbox"
        checked={isChosen || account.isConnected}
        disabled={account.isConnected}
        onChange={onToggle}
        className="size-4 accent-accent disabled:opacity-50"
      />
      <AccountName account={account} network={network} picture={picture} />
      {account.isConnected ? <span className="text-sm text-muted">{t('already')}</span> : null}
    </label>
  );
}
