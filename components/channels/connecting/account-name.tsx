import { channelLabel } from '#components/inbox-state/people/names.ts';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import type { FoundAccount } from '#lib/channels/connecting/types.ts';
import { plainLine } from '#lib/plain-text.ts';

type Props = {
  account: Pick<FoundAccount, 'handle' | 'name'>;
  network: string;
  /** Our address of its picture. */
  picture: string | null;
};

/** An account's picture, name and handle, with the network's mark. */
export function AccountName({ account, network, picture }: Props) {
  const name = plainLine(account.name) || plainLine(account.handle);
  const label = channelLabel(account);
  return (
    <span className="flex min-w-0 flex-1 items-center gap-3">
      <span className="relative shrink-0">
        <Avatar name={name} url={picture} size={36} />
        <span className="absolute -right-1 -bottom-0.5 rounded-[5px] bg-page p-0.5">
          <NetworkMark network={network} size={12} />
        </span>
      </span>
      <span className="min-w-0">
        <BidiText className="block truncate text-base font-medium">{name}</BidiText>
        {label === name ? null : <BidiText className="block truncate text-sm text-muted">{label}</BidiText>}
      </span>
    </span>
  );
}
