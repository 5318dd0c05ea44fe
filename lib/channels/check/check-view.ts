import type { ChannelRef } from '../channel-ref.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { Prisma } from '#lib/db/generated/client.ts';
import { type Connector, itemKinds } from '#lib/networks/contract.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { type ChannelCheckView, checkKinds, type CheckLineView, checkOutcomes, type TrialView } from './types.ts';

/** @returns null when the caller sees no such channel */
export async function readCheckView(tx: Tx, { workspaceId, channelId }: ChannelRef): Promise<ChannelCheckView | null> {
  const channel = await tx.channel.findUnique({
    where: { workspaceId_id: { workspaceId, id: channelId } },
    select: {
      network: true,
      status: true,
      trial: true,
      findings: true,
      checks: {
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: 1,
        include: { lines: { orderBy: { position: 'asc' } } },
      },
    },
  });
  if (!channel || channel.status === 'disconnected') return null;
  const connector = connectorOf(channel.network);
  const [check] = channel.checks;
  const found = new Map(channel.findings.map((finding) => [finding.name, finding]));
  return {
    check: check
      ? {
          id: check.id,
          isAutomatic: check.isAutomatic,
          createdAt: check.createdAt.toISOString(),
          finishedAt: check.finishedAt?.toISOString() ?? null,
          lines: check.lines.map(lineView),
        }
      : null,
    costMicros: connector?.pricing ? costOf(connector) : null,
    trial: channel.trial && trialView(channel.trial),
    facts: Object.entries(connector?.checks?.facts ?? {}).map(([name, { settledBy }]) => ({
      name,
      settledBy,
      found: found.get(name)?.value ?? null,
      foundAt: found.get(name)?.foundAt.toISOString() ?? null,
    })),
  };
}

/** The most that a check costs. */
function costOf({ checks }: Connector): number {
  const reads = (checks?.reads ?? []).reduce((sum, { costMicros = 0 }) => sum + costMicros, 0);
  return reads + (checks?.signInMicros ?? 0);
}

function lineView(line: Prisma.ChannelCheckLineModel): CheckLineView {
  const { name, reason, detail, needed, available, channels, tookMs } = line;
  return {
    // The columns are only written from a step and its result.
    kind: checkKinds.find((kind) => kind === line.kind) ?? 'read',
    name,
    itemKinds: itemKinds.filter((kind) => line.itemKinds.includes(kind)),
    outcome: checkOutcomes.find((outcome) => outcome === line.outcome) ?? null,
    reason,
    detail,
    needed,
    available,
    channels,
    tookMs,
  };
}

function trialView({ startedAt, arrivedAt, writtenAt, way, itemKind }: Prisma.ChannelTrialModel): TrialView {
  const kind = itemKinds.find((one) => one === itemKind);
  return {
    startedAt: startedAt.toISOString(),
    arrival:
      arrivedAt && writtenAt && kind
        ? {
            at: arrivedAt.toISOString(),
            writtenAt: writtenAt.toISOString(),
            way: way === 'push' ? 'push' : 'poll',
            itemKind: kind,
          }
        : null,
  };
}
