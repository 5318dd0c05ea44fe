import type { InboundAuthor } from '../../contract.ts';
import type { User } from '../wire.ts';

/** A person as the network describes them; without a description, only the id is known. */
export function authorOf(id: string, users: ReadonlyMap<string, User>): InboundAuthor {
  const user = users.get(id);
  const handle = user?.username ?? id;
  return {
    externalId: id,
    handle,
    name: user?.name || handle,
    ...(user ? avatarOf(user) : {}),
    profileUrl: profileUrl({ id, username: user?.username }),
  };
}

export function avatarOf(user: User): { avatarUrl?: string } {
  return user.profile_image_url ? { avatarUrl: user.profile_image_url } : {};
}

/** UNVERIFIED: the addresses of the website, which no reference documents. */
export function profileUrl({ id, username }: { id: string; username?: string | null | undefined }): string {
  return username ? `https://x.com/${username}` : `https://x.com/i/user/${id}`;
}

export function postUrl(id: string, username?: string | null): string {
  return `https://x.com/${username ?? 'i'}/status/${id}`;
}
