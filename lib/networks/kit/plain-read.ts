import type { ChannelContext, EndpointRead, ItemKind } from '../contract.ts';

/** A read for the check of a channel whose answer matters only as such: the network gave it, and it could be parsed. */
export function plainRead<Credentials>(
  name: string,
  kinds: readonly ItemKind[],
  read: (channel: ChannelContext<Credentials>) => Promise<unknown>,
): EndpointRead<Credentials> {
  return {
    name,
    kinds,
    read: async (channel) => {
      await read(channel);
      return undefined;
    },
  };
}
