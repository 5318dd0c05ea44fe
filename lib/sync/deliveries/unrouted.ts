import { z } from 'zod';
import { outsideWorkspaces } from '#lib/db/outside-workspaces.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { receiversOf } from './route-delivery.ts';
import { storeDeliveries } from './store-deliveries.ts';

const strings = z.record(z.string(), z.string());
const PAGE = 500;

/** Lists the latest deliveries without a channel, without bodies; for the operator, who serves all workspaces. */
export async function listUnrouted({ network }: { network?: string } = {}) {
  const where = network === undefined ? {} : { network };
  const { unroutedDelivery } = outsideWorkspaces();
  const total = await unroutedDelivery.count({ where });
  const deliveries = await unroutedDelivery.findMany({
    where,
    orderBy: { receivedAt: 'desc' },
    take: PAGE,
    select: { id: true, network: true, reason: true, receivedAt: true },
  });
  return { total, deliveries };
}

/** Routes unrouted deliveries again. Those that now have a channel are processed by the workers' next sweep. */
export async function replayUnrouted({ network }: { network?: string } = {}) {
  const { unroutedDelivery } = outsideWorkspaces();
  const where = network === undefined ? {} : { network };
  const result = { routed: 0, left: 0 };
  for (let after = ''; ;) {
    const page = await unroutedDelivery.findMany({
      where: { ...where, ...(after ? { id: { gt: after } } : {}) },
      orderBy: { id: 'asc' },
      take: PAGE,
    });
    for (const { id, headers, networkAppId, ...row } of page) {
      const handler = connectorOf(row.network)?.webhook;
      const delivery = { network: row.network, headers: strings.parse(headers), body: row.body };
      const receivers = handler ? await receiversOf(handler, delivery, networkAppId) : 'unknown network';
      if (typeof receivers === 'string') {
        result.left += 1;
        continue;
      }
      await storeDeliveries(receivers.map((receiver) => ({ ...receiver, ...delivery })));
      await unroutedDelivery.deleteMany({ where: { id } });
      result.routed += 1;
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) return result;
    after = last.id;
  }
}
