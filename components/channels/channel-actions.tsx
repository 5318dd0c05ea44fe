'use client';
import { useQueryClient } from '@tanstack/react-query';
import { Ellipsis, Pause, Play, PlugZap, RefreshCw, Unplug } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { channelLabel } from '#components/inbox-state/people/names.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/overlays/dialog.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, MenuItem, MenuSeparator } from '#components/ui/overlays/menu.tsx';
import type { ChannelView } from '#lib/channels/types.ts';
import { useChannelsApi } from './use-channels-api.ts';

/** What can be done with a channel: check now, pause, resume, reconnect, disconnect. */
export function ChannelActions({ channel }: { channel: ChannelView }) {
  const t = useTranslations('channels');
  const commonText = useTranslations('common');
  const api = useChannelsApi();
  const { slug, can } = useWorkspace();
  const router = useRouter();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const [isBusy, setBusy] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const [error, setError] = useState<string | null>(null);
  if (!can('pauseChannel')) return null;
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (thrown) {
      setError(problemText(thrown));
    }
    await cache.invalidateQueries({ queryKey: ['channels'] });
    setBusy(false);
  };
  const reconnectPath = `/w/${slug}/channels/${channel.id}/reconnect`;
  const isGone = channel.status === 'reconnect' || channel.status === 'disconnected';
  return (
    <div className="flex flex-wrap items-center gap-2">
      {error ? (
        <span role="alert" className="text-sm text-bad">
          {error}
        </span>
      ) : null}
      {isGone ? (
        <Link href={reconnectPath} className={buttonClass('primary')}>
          <Icon of={PlugZap} />
          {t('reconnect')}
        </Link>
      ) : channel.status === 'paused' ? (
        <Button
          icon={<Icon of={Play} />}
          isBusy={isBusy}
          onClick={() => void run(() => api.changeChannel(channel.id, 'resume'))}
        >
          {t('resume')}
        </Button>
      ) : (
        <Button
          icon={<Icon of={RefreshCw} />}
          isBusy={isBusy}
          onClick={() => void run(() => api.changeChannel(channel.id, 'pull'))}
        >
          {t('lookNow')}
        </Button>
      )}
      <Menu
        align="end"
        trigger={<IconButton label={t('more', { handle: channelLabel(channel) })} icon={<Icon of={Ellipsis} />} />}
      >
        {channel.status === 'connected' ? (
          <MenuItem icon={<Icon of={Pause} />} onClick={() => void run(() => api.changeChannel(channel.id, 'pause'))}>
            {t('pause')}
          </MenuItem>
        ) : null}
        <MenuItem icon={<Icon of={PlugZap} />} onClick={() => router.push(reconnectPath)}>
          {t('newCredentials')}
        </MenuItem>
        <MenuSeparator />
        <MenuItem
          icon={<Icon of={Unplug} />}
          isDanger
          disabled={channel.status === 'disconnected'}
          onClick={() => setLeaving(true)}
        >
          {t('disconnect')}
        </MenuItem>
      </Menu>
      <Dialog
        isOpen={isLeaving}
        onOpenChange={setLeaving}
        title={t('disconnectTitle', { handle: channelLabel(channel) })}
        description={t('disconnectText')}
        footer={
          <>
            <Button onClick={() => setLeaving(false)}>{commonText('cancel')}</Button>
            <Button
              look="danger"
              onClick={() => {
                setLeaving(false);
                void run(() => api.disconnectChannel(channel.id));
              }}
            >
              {t('disconnect')}
            </Button>
          </>
        }
      />
    </div>
  );
}
