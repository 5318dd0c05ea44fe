'use client';
import { useQueryClient } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useWorkspace } from '#components/inbox/workspace-context.tsx';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Page } from '#components/ui/page.tsx';
import type { ChannelView, NetworkView } from '#lib/channels/types.ts';

/** Where a network hands out what the form asks for. */
const credentialPages: Record<string, string> = { bluesky: 'https://bsky.app/settings/app-passwords' };

/** Connecting an account, or giving a connected one new credentials: what is needed, step by step, then the fields. */
export function ConnectPage({ network, channel }: { network: NetworkView; channel: ChannelView | null }) {
  const t = useTranslations('connect');
  const commonText = useTranslations('common');
  const { api, slug } = useWorkspace();
  const router = useRouter();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const [values, setValues] = useState<Record<string, string>>(channel ? { identifier: channel.handle } : {});
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const steps = stepsOf(t, network.network);
  const page = credentialPages[network.network];
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    const credentials = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));
    try {
      if (channel) await api.reconnectChannel(channel.id, credentials);
      else await api.connectChannel(network.network, credentials);
      await cache.invalidateQueries({ queryKey: ['channels'] });
      router.push(`/w/${slug}/channels`);
    } catch (thrown) {
      setError(problemText(thrown));
      setBusy(false);
    }
  };
  return (
    <Page
      title={channel ? t('reconnectTitle', { handle: channel.handle }) : t('connectTitle', { network: network.name })}
    >
      <div className="grid grid-cols-[minmax(0,22rem)_minmax(0,1fr)] gap-x-14 gap-y-8 max-wide:grid-cols-1">
        <form onSubmit={(event) => void onSubmit(event)} className="flex flex-col gap-4">
          {network.connectFields.map((field) => (
            <Field
              key={field.name}
              label={labelOf(t, field.label)}
              hint={
                field.required
                  ? hintOf(t, field.label)
                  : [t('optional'), hintOf(t, field.label)].filter(Boolean).join(' ')
              }
            >
              {(control) => (
                <Input
                  {...control}
                  name={field.name}
                  type={field.type}
                  required={field.required}
                  autoComplete="off"
                  autoCapitalize="none"
                  spellCheck={false}
                  placeholder={field.placeholder}
                  value={values[field.name] ?? ''}
                  onChange={(event) => setValues({ ...values, [field.name]: event.target.value })}
                />
              )}
            </Field>
          ))}
          {error ? <Notice tone="bad">{error}</Notice> : null}
          <div className="flex gap-2">
            <Button type="submit" look="primary" isBusy={isBusy}>
              {t(channel ? 'reconnect' : 'connect')}
            </Button>
            <Link href={`/w/${slug}/channels`} className={buttonClass('ghost')}>
              {commonText('cancel')}
            </Link>
          </div>
        </form>
        {steps.length > 0 ? (
          <section aria-label={t('steps')}>
            <h2 className="mb-2 flex items-center gap-2 text-base font-semibold">
              <NetworkMark network={network.network} />
              {t('steps')}
            </h2>
            <ol className="flex list-decimal flex-col gap-1.5 pl-5 text-sm text-soft marker:text-muted">
              {steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
            {page ? (
              <a
                href={page}
                target="_blank"
                rel="noopener noreferrer"
                className="mt-3 inline-flex items-center gap-1 text-sm font-medium text-accent-ink hover:underline"
              >
                {t('openPage', { network: network.name })}
                <Icon of={ExternalLink} size={12} />
              </a>
            ) : null}
          </section>
        ) : null}
      </div>
    </Page>
  );
}

type Translate = ReturnType<typeof useTranslations<'connect'>>;
type Key = Parameters<Translate>[0];

// The keys below are named by connectors; each is asked for with `has` before it is used.

function labelOf(t: Translate, name: string): string {
  const key = `fields.${name}` as Key;
  return t.has(key) ? t(key) : name;
}

function hintOf(t: Translate, name: string): string | undefined {
  const key = `hints.${name}` as Key;
  return t.has(key) ? t(key) : undefined;
}

function stepsOf(t: Translate, network: string): string[] {
  return ['1', '2', '3', '4']
    .map((n) => `networks.${network}.${n}` as Key)
    .flatMap((key) => (t.has(key) ? [t(key)] : []));
}
