import { NetworkMark } from '#components/networks/network-mark.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import type { FoundAccount } from '#lib/channels/connecting/types.ts';

type Props = { account: Pick<FoundAccount, 'handle' | 'name' | 'avatarUrl'>; network: string };

/** An account's face, name and handle, with the network's mark at its corner. */
export function AccountName({ account: { handle, name, avatarUrl }, network }: Props) {
  return (
    <span className="flex min-w-0 flex-1 items-center gap-3">
      <span className="relative shrink-0">
        <Avatar name={name || handle} url={avatarUrl} size={36} />
        <span className="absolute -right-1 -bottom-0.5 rounded-[5px] bg-page p-0.5">
          <NetworkMark network={network} size={12} />
        </span>
      </span>
      <span className="min-w-0">
        <span className="block truncate text-base font-medium">{name || handle}</span>
        <span className="block truncate text-sm text-muted">@{handle}</span>
      </span>
    </span>
  );
}
