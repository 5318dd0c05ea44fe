'use client';
import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useChannels } from '#components/inbox-state/workspace/use-channels.ts';
import type { ComposerMode } from '#components/inbox-state/screen-state.ts';
import { channelLabel } from '#components/inbox-state/people/names.ts';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { useNetwork } from '#components/networks/networks-context.tsx';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import type { ItemRow } from '#lib/items/types.ts';
import { isolated } from '#lib/plain-text.ts';

/** As which channel the reply is sent, on which network, and whether in public. */
export function SendingAs({ row, mode }: { row: ItemRow; mode: ComposerMode }) {
  const t = useTranslations('composer');
  const mergedText = useTranslations('merged');
  const channel = useChannels()?.find(({ id }) => id === row.channelId);
  const network = useNetwork(row.network).name;
  const { name: brand } = useWorkspace();
  const { spansWorkspaces } = useInbox();
  const isNote = mode === 'note';
  // A direct message is private in either tab.
  const isPrivate = mode === 'private' || row.kind === 'message';
  return (
    <span
      className={cx(
        'inline-flex min-w-0 flex-1 basis-64 items-center justify-end gap-1.5 py-0.5 text-xs @max-lg:justify-start @max-lg:px-1',
        isNote ? 'text-paper-ink' : 'font-medium text-voice',
      )}
    >
      {spansWorkspaces ? (
        <span className="max-w-56 shrink-0 truncate rounded-control bg-voice-tint px-1.5 py-px font-semibold text-voice">
          {mergedText('replyingFor', { name: isolated(brand) })}
        </span>
      ) : null}
      {isNote ? (
        <>
          <Icon of={Lock} size={12} /> {t('voiceNote')}
        </>
      ) : (
        <>
          <NetworkMark network={row.network} size={12} />
          <span className="min-w-0 wrap-anywhere">
            {t(isPrivate ? 'voicePrivate' : 'voicePublic', {
              handle: channel ? isolated(channelLabel(channel)) : '…',
              network,
            })}
          </span>
        </>
      )}
    </span>
  );
}
