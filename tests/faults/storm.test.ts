import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { closeDatabase } from '#lib/db/close-database.ts';
import { database } from '#tests/support/owner-database.ts';
import { seededRandom } from '#tests/support/random.ts';
import { aBrandEverywhere } from './storm/brand.ts';
import { liftLimits, untilNothingIsDue, workLater } from './storm/calm.ts';
import { aClock } from './storm/clock.ts';
import { StormyCrowd } from './storm/crowd.ts';
import { countSeconds, findWrongs } from './storm/proof.ts';
import { Team } from './storm/team.ts';
import { Weather } from './storm/weather.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';
process.env.PUBLIC_URL = 'https://parvis.example.test';

/** How long it storms, in seconds: the longer, the more it proves. */
const SECONDS = Number(process.env.STORM_SECONDS) || 20;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

test(
  'a storm of every kind of misbehaviour on all networks at once ends with all once',
  async () => {
    const startedAt = performance.now();
    const random = seededRandom();
    const clock = aClock();
    const brand = await aBrandEverywhere();
    const crowd = new StormyCrowd(brand.networks, random);
    for (let count = 0; count < 40; count += 1) crowd.write();
    const team = new Team(brand, random);
    const weather = new Weather(brand, random);

    let isOver = false;
    /** Again and again, at moments of chance, once in `everyMs` on the average. */
    const often = async (everyMs: number, act: () => unknown) => {
      while (!isOver) {
        await sleep(random.upTo(everyMs * 2));
        if (!isOver) await act();
      }
    };
    weather.begin();
    let isCalm = false;
    const post = (async () => {
      while (!isCalm) {
        await brand.postman.round();
        await sleep(100);
      }
    })();
    const people = [
      often(200, () => crowd.write()),
      often(1_500, () => crowd.edit()),
      often(2_500, () => crowd.takeBack()),
      often(300, () => team.answer()),
      often(800, () => team.moderate()),
      often(1_000, () => team.reconnect()),
      often(8_000, () => weather.kill()),
      often(6_000, () => weather.expireAccess()),
      // The networks' made-up limits may hold until midnight, and the storm is short.
      often(7_000, () => liftLimits(brand)),
    ];
    await Promise.race([sleep(SECONDS * 1_000), Promise.all(people)]);
    isOver = true;
    await Promise.all(people);
    weather.end();

    await untilNothingIsDue(brand, team);
    isCalm = true;
    await post;
    await weather.killAll();

    let wrongs = await findWrongs(brand, team.texts);
    const atOnce = wrongs.length;
    for (const leapMs of [20 * MINUTE_MS, DAY_MS, DAY_MS, DAY_MS]) {
      if (wrongs.length === 0) break;
      console.info(`${wrongs.length} differ still:\n${wrongs.slice(0, 60).join('\n')}`);
      clock.leap(leapMs);
      await workLater(brand, leapMs);
      wrongs = await findWrongs(brand, team.texts);
    }
    const { prisma } = database();
    const where = { workspaceId: brand.workspaceId };
    const states = await prisma.action.groupBy({ by: ['state'], where, _count: true });
    const { lost, sent } = brand.postman.delivered;
    console.info(
      [
        `storm: ${SECONDS} s of ${Math.round((performance.now() - startedAt) / 1_000)}`,
        `${await prisma.message.count({ where })} messages`,
        `${crowd.words} words, ${crowd.edits} edits, ${crowd.deletions} taken back`,
        `${team.replies} replies, ${team.moderations} moderations (${states.map((one) => `${one._count} ${one.state}`).join(', ')})`,
        `${weather.faults} faults, ${weather.kills} kills, ${weather.expiries} expired tokens`,
        `${sent} deliveries, ${lost} lost`,
        `reconnected ${JSON.stringify(team.reconnected)}, refused ${JSON.stringify(team.refusals)}`,
        `${countSeconds(brand)} calls too many within one second`,
        `${atOnce} differed before the reconciliation`,
      ].join('; '),
    );
    expect(wrongs).toEqual([]);
    await closeDatabase();
  },
  (SECONDS + 1_000) * 1_000,
);
