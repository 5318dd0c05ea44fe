import type { WebhookRequest } from '#lib/networks/contract.ts';
import { graphTimeOf } from '../kit/meta/answers.ts';
import { signedDelivery } from '../kit/meta/signing.ts';
import { pushedPost } from './nodes.ts';
import { sandboxApp } from './tokens.ts';
import type { Post, World } from './world.ts';

/** The deliveries for what happens ("Threads Webhooks"). */
export function createPushes(world: World) {
  const waiting: WebhookRequest[] = [];
  const push = (topic: 'moderate' | 'interaction', target: string, field: string, value: Record<string, unknown>) => {
    waiting.push(
      signedDelivery(sandboxApp.clientSecret, {
        app_id: sandboxApp.clientId,
        topic,
        target_id: target,
        time: Math.floor(world.now().getTime() / 1000),
        subscription_id: '234567',
        has_uid_field: false,
        values: { field, value },
      }),
    );
  };
  return {
    take: () => waiting.splice(0),
    written(post: Post): void {
      if (post.approval !== 'none') return;
      const isUnderBrand = world.isUnderBrand(post);
      if (isUnderBrand) push('moderate', post.id, 'replies', pushedPost(world, post));
      if (!isUnderBrand && world.isMention(post))
        push('interaction', world.brand.id, 'mentions', pushedPost(world, post));
    },
    published(post: Post): void {
      const { id, username, timestamp, media_type, permalink } = pushedPost(world, post);
      push('interaction', world.brand.id, 'publish', { id, media_type, permalink, timestamp, username });
    },
    deleted(post: Post): void {
      push('moderate', post.id, 'delete', {
        id: post.id,
        owner: { owner_id: post.by.id },
        deleted_at: graphTimeOf(world.now()),
        timestamp: graphTimeOf(post.at),
        username: post.by.username,
      });
    },
  };
}
export type Pushes = ReturnType<typeof createPushes>;
