'use client';
import { useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { ChannelView, NetworkView } from '#lib/channels/types.ts';
import { optionalText } from './optional-text.ts';
import { useChannelsApi } from '../use-channels-api.ts';

/** The form with the fields that a network needs. */
export function ConnectFields({ network, channel }: { network: NetworkView; channel: ChannelView | null }) {
  const t = useTranslations('connect');
  const commonText = useTranslations('common');
  const api = useChannelsApi();
  const { slug } = useWorkspace();
  const router = useRouter();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const [values, setValues] = useState<Record<string, string>>(channel ? { identifier: channel.handle } : {});
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
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
    <form onSubmit={(event) => void onSubmit(event)} className="flex flex-col gap-4">
      {network.connectFields.map(({ name, label, type, required, placeholder }) => {
        const hint = optionalText(t, `hints.${label}`);
        return (
          <Field
            key={name}
            label={optionalText(t, `fields.${label}`) ?? label}
            hint={required ? hint : [t('optional'), hint].filter(Boolean).join(' ')}
          >
            {(control) => (
              <Input
                {...control}
                name={name}
                type={type}
                required={required}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                placeholder={placeholder}
                value={values[name] ?? ''}
                onChange={(event) => setValues({ ...values, [name]: event.target.value })}
              />
            )}
          </Field>
        );
      })}
      {error ? <Notice tone="bad">{error}</Notice> : null}
      <div className="flex gap-2">
        <Button type="submit" look="primary" isBusy={isBusy} disabled={!network.isReady}>
          {t(channel ? 'reconnect' : 'connect')}
        </Button>
        <Link href={`/w/${slug}/channels`} className={buttonClass('ghost')}>
          {commonText('cancel')}
        </Link>
      </div>
    </form>
  );
}
