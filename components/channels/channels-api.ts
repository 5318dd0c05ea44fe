import { call } from '#components/api/call.ts';
import type { ChannelCheckView } from '#lib/channels/check/types.ts';
import type { ConnectionView } from '#lib/channels/connecting/types.ts';
import type { ChannelView } from '#lib/channels/types.ts';
import type { DeliveryDetail, DeliveryState, DeliveryView } from '#lib/sync/deliveries/types.ts';

/** The REST calls of the pages about channels. Apart from those of the inbox, which does not load them. */
export function channelsApi(slug: string) {
  const at = (path: string) => `workspaces/${encodeURIComponent(slug)}/${path}`;
  const post = <Answer>(path: string, body: unknown = {}) => call<Answer>(at(path), { method: 'POST', body });
  return {
    getChannel: (id: string) => call<ChannelView>(at(`channels/${id}`)),
    connectChannel: (network: string, credentials: Record<string, string>) =>
      post<ChannelView>('channels', { network, credentials }),
    reconnectChannel: (id: string, credentials: Record<string, string>) =>
      post<ChannelView>(`channels/${id}/reconnect`, { credentials }),
    changeChannel: (id: string, act: 'pause' | 'resume' | 'pull') => post<ChannelView>(`channels/${id}/${act}`),
    getChannelCheck: (id: string) => call<ChannelCheckView>(at(`channels/${id}/check`)),
    checkChannel: (id: string) => post<ChannelCheckView>(`channels/${id}/check`),
    startTrial: (id: string) => post<ChannelCheckView>(`channels/${id}/check/trial`),
    disconnectChannel: (id: string) => call<undefined>(at(`channels/${id}`), { method: 'DELETE' }),
    setBudget: (id: string, monthlyBudgetMicros: number | null) =>
      call<ChannelView>(at(`channels/${id}`), { method: 'PATCH', body: { monthlyBudgetMicros } }),
    testNetworkApp: (network: string) => post<undefined>(`network-apps/${network}/test`),
    /** @param channelId the channel to reconnect */
    beginConnection: (network: string, channelId?: string) =>
      post<{ id: string; authorizeUrl: string }>('connections', { network, ...(channelId ? { channelId } : {}) }),
    getConnection: (id: string) => call<ConnectionView>(at(`connections/${id}`)),
    /** @param budget of each of the accounts; left out where calls cost nothing */
    connectAccounts: (id: string, externalIds: readonly string[], budget: { monthlyBudgetMicros?: number | null }) =>
      post<{ channels: ChannelView[] }>(`connections/${id}/accounts`, { externalIds, ...budget }),
    listDeliveries: (channelId: string, state: DeliveryState | null, cursor: string | null) =>
      call<{ deliveries: DeliveryView[]; nextCursor: string | null }>(at(`channels/${channelId}/deliveries`), {
        query: { state, cursor },
      }),
    getDelivery: (id: string) => call<DeliveryDetail>(at(`deliveries/${id}`)),
    replayDelivery: (id: string) => post<undefined>(`deliveries/${id}/replay`),
    replayFailedDeliveries: (channelId: string) =>
      post<{ deliveries: number }>(`channels/${channelId}/deliveries/replay-failed`),
    /** The picture of an account that a sign-in found, by its position among them. */
    accountPictureUrl: (connectionId: string, position: number) =>
      `/api/v1/${at(`connections/${connectionId}/accounts/${position}/picture`)}`,
  };
}
