import { expect, test } from 'vitest';
import { closeDatabase } from '#lib/db/close-database.ts';
import { database } from '#tests/support/owner-database.ts';
import { seededRandom } from '#tests/support/random.ts';
import { aBrandOnAllNetworks } from './storm/brand.ts';
import { liftLimits, waitUntilNothingIsDue, workAfter } from './storm/recovery.ts';
import { controlClock } from './storm/clock.ts';
import { Fans } from './storm/fans.ts';
import { countShortLimitsExceeded, findDifferences } from './storm/compare-with-networks.ts';
import { Team } from './storm/team.ts';
import { FaultInjector } from './storm/fault-injector.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';
process.env.PUBLIC_URL = 'https://parvis.example.test';

/** How long the storm lasts, in seconds: the longer, the more it proves. */
const SECONDS = Number(process.env.STORM_SECONDS) || 20;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

test(
  'every message and reply arrives once although everything fails at once on all networks',
  async () => {
    const startedAt = performance.now();
    const random = seededRandom();
    const clock = controlClock();
    const brand = await aBrandOnAllNetworks();
    const fans = new Fans(brand.networks, random);
    for (let count = 0; count < 40; count += 1) fans.write();
    const team = new Team(brand, random);
    const faults = new FaultInjector(brand, random);

    const endsAt = performance.now() + SECONDS * 1_000;
    /** Acts again and again at random moments, once in `everyMs` on average, until the storm is over. */
    const often = async (everyMs: number, act: () => unknown) => {
      while (performance.now() < endsAt) {
        await random.pause(everyMs * 2);
        if (performance.now() < endsAt) await act();
      }
    };
    faults.begin();
    let isRecovered = false;
    const deliveries = (async () => {
      while (!isRecovered) {
        await brand.postman.round();
        await random.pause(200);
      }
    })();
    await Promise.all([
      often(200, () => fans.write()),
      often(1_500, () => fans.edit()),
      often(2_500, () => fans.delete()),
      often(300, () => team.answer()),
      often(800, () => team.moderate()),
      often(1_000, () => team.reconnect()),
      often(8_000, () => faults.killWorker()),
      often(6_000, () => faults.expireToken()),
      // The limits that the networks make up may last until midnight, and the storm is short.
      often(7_000, () => liftLimits(brand)),
    ]);
    faults.end();

    await waitUntilNothingIsDue(brand, team);
    isRecovered = true;
    await deliveries;
    await faults.killAllWorkers();

    let differences = await findDifferences(brand, team.texts);
    const countAtFirst = differences.length;
    for (const passedMs of [20 * MINUTE_MS, DAY_MS, DAY_MS, DAY_MS]) {
      if (differences.length === 0) break;
      console.info(`${differences.length} differences left:\n${differences.slice(0, 60).join('\n')}`);
      clock.advance(passedMs);
      await workAfter(brand, passedMs);
      differences = await findDifferences(brand, team.texts);
    }
    const { prisma } = database();
    const where = { workspaceId: brand.workspaceId };
    const states = await prisma.action.groupBy({ by: ['state'], where, _count: true });
    const { lost, sent } = brand.postman.delivered;
    console.info(
      [
        `storm: ${SECONDS} s, the whole test ${Math.round((performance.now() - startedAt) / 1_000)} s`,
        `${await prisma.message.count({ where })} messages`,
        `${fans.texts} texts, ${fans.edits} edits, ${fans.deletions} deletions`,
        `${team.replies} replies, ${team.moderations} moderations (${states.map((one) => `${one._count} ${one.state}`).join(', ')})`,
        `${faults.faults} faults, ${faults.kills} kills, ${faults.expiries} expired tokens`,
        `${sent} deliveries, ${lost} lost`,
        `reconnected ${JSON.stringify(team.reconnected)}, refused ${JSON.stringify(team.refusals)}`,
        `${countShortLimitsExceeded(brand)} calls too many within one second`,
        `${countAtFirst} differences before the reconciliation`,
      ].join('; '),
    );
    expect(differences).toEqual([]);
    await closeDatabase();
  },
  (SECONDS + 1_000) * 1_000,
);
