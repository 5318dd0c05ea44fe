import { afterAll, expect, test } from 'vitest';
import { closeDatabase } from '#lib/db/close-database.ts';
import { database } from '#tests/support/owner-database.ts';
import { stockLimits } from '#lib/quotas/limits.ts';
import { readUsage } from '#lib/quotas/read-usage.ts';
import { anApiKey } from '#tests/support/api-server.ts';
import { aMember, aWorkspace } from '#tests/support/factories.ts';
import { attack } from './support/attack.ts';
import { countAttempts } from './support/attempts.ts';
import { openStream, type OpenStream } from './support/live-stream.ts';

const streams: OpenStream[] = [];

afterAll(async () => {
  for (const stream of streams) stream.hangUp();
  await closeDatabase();
});

const HEALTH_READS = 100;
/** Opening five hundred streams takes long on a busy machine. */
const TIMEOUT_MS = 400_000;
const refusedAt = { live: 0, uploads: 0 };

test(
  'the health check answers while a workspace uses up its live streams and uploads and requests more',
  async () => {
    const { workspaceId, admin } = await aWorkspace();
    const perMember = stockLimits.live_streams_of_member.limit;
    const keys: string[] = [];
    for (let n = 0; n < stockLimits.live_streams.limit / perMember; n += 1) {
      const member = n === 0 ? admin : await aMember({ workspaceId });
      const { key } = await anApiKey(member);
      keys.push(key);
      streams.push(
        ...(await Promise.all(Array.from({ length: perMember }, async () => await openStream(workspaceId, { key })))),
      );
      await database().prisma.$executeRaw`
      INSERT INTO "attachment" ("workspaceId", "uploaderId", "kind", "bytes")
      SELECT ${workspaceId}::uuid, ${member.memberId}::uuid, 'image', convert_to(repeat('x', 500000), 'UTF8')
      FROM generate_series(1, 40)`;
    }
    expect(streams.filter((stream) => stream.isOpen())).toHaveLength(stockLimits.live_streams.limit);
    const usage = new Map((await readUsage(workspaceId)).map(({ quota, used }) => [quota, used]));
    expect(usage.get('waiting_uploads')).toBe(stockLimits.waiting_uploads.limit);
    expect(usage.get('waiting_upload_bytes')).toBe(stockLimits.waiting_upload_bytes.limit);

    let isOver = false;
    const pressers = Array.from({ length: 4 }, async (_, n) => {
      const key = keys[n % keys.length] ?? '';
      while (!isOver) {
        const stream = await openStream(workspaceId, { key });
        expect(stream.status).toBe(429);
        refusedAt.live += 1;
        const path = `/api/v1/workspaces/${workspaceId}/attachments`;
        const image = { method: 'POST', key, body: gif, headers: { 'content-type': 'image/gif' } };
        expect((await attack(path, image)).status).toBe(422);
        refusedAt.uploads += 1;
      }
    });
    const times: number[] = [];
    try {
      for (let n = 0; n < HEALTH_READS; n += 1) {
        const startedAt = performance.now();
        const answer = await attack('/api/health');
        times.push(performance.now() - startedAt);
        expect(answer.status, answer.text).toBe(200);
      }
    } finally {
      isOver = true;
      await Promise.all(pressers);
    }
    times.sort((a, b) => a - b);
    const at = (share: number) => Math.round(times[Math.ceil(times.length * share) - 1] ?? 0);
    process.stdout.write(
      `health at the limits: ${times.length} reads, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, last ${at(1)} ms, ` +
        `beside ${refusedAt.live} refused streams and ${refusedAt.uploads} refused uploads\n`,
    );
    countAttempts('streams and uploads beyond a full quota', refusedAt.live + refusedAt.uploads);
  },
  TIMEOUT_MS,
);

/** A picture of one pixel. */
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
