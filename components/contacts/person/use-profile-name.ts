'use client';
import { shownHandle } from '#components/inbox-state/people/names.ts';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { useNetworkList } from '#components/networks/networks-context.tsx';
import { isolated } from '#lib/plain-text.ts';

/** A profile in a sentence: its handle or else its name, and the network. */
export function useProfileName(): (profile: { network: string; handle: string; name: string }) => string {
  const nameOf = useName();
  const networks = useNetworkList();
  return (profile) => {
    const network = networks.find((one) => one.network === profile.network)?.name ?? profile.network;
    return `${isolated(shownHandle(profile) ?? nameOf(profile.name))} (${network})`;
  };
}
