import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Connection } from '#lib/networks/contract.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { Refusal } from '#lib/refusal.ts';
import { readChannelViews } from '../detail/channel-view.ts';
import { startChannels } from './start-channels.ts';
import { type ChosenBudget, storeConnected, storeReconnected } from './store-connection.ts';
import type { ChannelView } from '../types.ts';
import { findConnection } from './get-connection.ts';

/**
 * Connects the chosen accounts of a finished sign-in, all or none, each new one with the chosen monthly budget.
 * @throws Refusal `not_found` for another member's sign-in; `token_expired` when there is nothing (left) to choose;
 *   `invalid` for an account that is not part of it; `already_connected`; `conflict` when a channel should be reconnected
 *   and the account is a different one
 */
export const connectAccounts = defineAct(
  'channels.manage',
  async (
    caller,
    {
      connectionId,
      externalIds,
      monthlyBudgetMicros,
      now = new Date(),
    }: { connectionId: string; externalIds: string[]; now?: Date } & ChosenBudget,
  ): Promise<ChannelView[]> => {
    const { workspaceId } = caller;
    const views = await asMember(caller, async (tx) => {
      const { attempt, found } = await findConnection(tx, caller, { connectionId, now });
      const connector = connectorOf(attempt.network);
      if (!connector || !found) throw new Refusal('token_expired');
      const chosen = [...new Set(externalIds)].map((externalId): Connection<unknown> => {
        const connection = found.connections.find(({ account }) => account.externalId === externalId);
        if (!connection) throw new Refusal('invalid', { field: 'externalIds' });
        return connection;
      });
      const { networkAppId } = found;
      const ids: string[] = [];
      for (const connection of chosen) {
        const given = { connector, networkAppId, connection };
        if (attempt.channelId === null) ids.push(await storeConnected(tx, caller, { ...given, monthlyBudgetMicros }));
        else ids.push(await storeReconnected(tx, caller, { ...given, channelId: attempt.channelId }));
      }
      return await readChannelViews(tx, workspaceId, ids);
    });
    await startChannels(workspaceId, views);
    return views;
  },
);
