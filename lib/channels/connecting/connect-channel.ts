import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { Refusal } from '#lib/refusal.ts';
import { appForConnecting } from '../apps/app-of-channel.ts';
import { readChannelViews } from '../detail/channel-view.ts';
import { signInToNetwork, type Typed } from './sign-in-to-network.ts';
import { startChannels } from './start-channels.ts';
import { type ChosenBudget, storeConnected } from './store-connection.ts';
import type { ChannelView } from '../types.ts';

/**
 * Signs in to an account, with credentials that a member typed or with tokens obtained elsewhere, and starts reading it.
 * A disconnected account comes back with all its data.
 * @throws Refusal `not_offered` for an unknown network; `network_refused`, `network_unavailable` with `reason` and `detail`;
 *   `already_connected`
 */
export const connectChannel = defineAct(
  'channels.manage',
  async (
    caller,
    { network, credentials: typed, monthlyBudgetMicros }: { network: string; credentials: Typed } & ChosenBudget,
  ): Promise<ChannelView> => {
    const connector = connectorOf(network);
    if (!connector) throw new Refusal('not_offered', { network });
    const { workspaceId } = caller;
    const { app, networkAppId } = await asMember(caller, (tx) => appForConnecting(tx, workspaceId, network));
    const connection = await signInToNetwork(connector, typed, app);
    const view = await asMember(caller, async (tx) => {
      const id = await storeConnected(tx, caller, { connector, networkAppId, connection, monthlyBudgetMicros });
      const [made] = await readChannelViews(tx, workspaceId, [id]);
      if (!made) throw new Refusal('not_found');
      return made;
    });
    await startChannels(workspaceId, [view]);
    return view;
  },
);
