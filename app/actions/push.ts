'use server';
import { z } from 'zod';
import { sendTestPush } from '#lib/push/send-test-push.ts';
import { removePushDevice, subscribeToPush } from '#lib/push/subscriptions.ts';
import { personAction } from './person-action.ts';

export const subscribeToPushAction = personAction({
  input: z.object({ endpoint: z.string(), p256dh: z.string(), auth: z.string() }),
  run: subscribeToPush,
});

export const removePushDeviceAction = personAction({ input: z.object({ id: z.uuid() }), run: removePushDevice });

export const sendTestPushAction = personAction({ input: z.object({ id: z.uuid() }), run: sendTestPush });
