import { webAddress } from '#lib/http/web-address.ts';
import type { ChannelAccount } from '#lib/networks/contract.ts';
import { label } from '#lib/text/label.ts';

/** Cleans an account for storage and display: one-line names, http(s) addresses only. Its id is not changed. */
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
