import { webAddress } from '#lib/http/web-address.ts';
import type { ChannelAccount } from '#lib/networks/contract.ts';
import { label } from '#lib/text/label.ts';

/** An account as it may be stored and shown: one-line names, addresses of the web alone. Its id stays as it came. */
export function cleanAccount({ externalId, handle, name, ...urls }: ChannelAccount): ChannelAccount {
  const avatarUrl = webAddress(urls.avatarUrl);
  const profileUrl = webAddress(urls.profileUrl);
  return {
    externalId,
    handle: label(handle),
    name: label(name),
    ...(avatarUrl && { avatarUrl }),
    ...(profileUrl && { profileUrl }),
  };
}
