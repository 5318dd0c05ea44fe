'use client';
import { channelLabel } from '#components/inbox-state/people/names.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { cx } from '#components/ui/cx.ts';
import { PageLink } from '#components/ui/page-parts/page-link.tsx';
import type { ChannelView } from '#lib/channels/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';

type Props = {
  channel: ChannelView;
  /** Its mark is grey. */
  isQuiet?: boolean;
  /** The link can be pressed anywhere on the line around it. */
  isWholeLine?: boolean;
};

/** A channel's network, name and handle, with a link to its page. */
export function ChannelName({ channel, isQuiet = false, isWholeLine = false }: Props) {
  const { slug } = useWorkspace();
  const name = plainLine(channel.name) || plainLine(channel.handle);
  const label = channelLabel(channel);
  return (
    <span className="flex min-w-0 items-start gap-3">
      <NetworkMark network={channel.network} isGrey={isQuiet} className="mt-0.5" />
      <span className="min-w-0 flex-1">
        <PageLink
          href={`/w/${slug}/channels/${channel.id}`}
          prefetch={false}
          dir="auto"
          className={cx(
            'block truncate font-medium hover:underline',
            !isQuiet && 'text-ink',
            isWholeLine && 'after:absolute after:inset-0',
          )}
        >
          {name}
        </PageLink>
        <span className="block truncate text-xs text-muted">
          {label === name ? channel.networkName : `${channel.networkName} · ${isolated(label)}`}
        </span>
      </span>
    </span>
  );
}
