import { channelLabel } from '#components/inbox-state/people/names.ts';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import type { FoundAccount } from '#lib/channels/connecting/types.ts';
import { plainLine } from '#lib/plain-text.ts';

type Props = {
  account: Pick<FoundAccount, 'handle' | 'name'>;
  network: string;
  /** Where the server gives its picture. */
  picture: string | null;
};

/** An account's face, name and handle, with the network's mark at its corner. */
export function AccountName({ account, network, picture }: Props) {
  const name = plainLine(account.name) || plainLine(account.handle);
  const voice = channelLabel(account);
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
        {voice === name ? null : <BidiText className="block truncate text-sm text-muted">{voice}</BidiText>}
      </span>
    </span>
  );
}
