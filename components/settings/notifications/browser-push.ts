import type { GivenSubscription } from '#lib/push/types.ts';

/** What this browser can do. `install`: on an iPhone or iPad only Parvis on the home screen gets notifications. */
export type PushSupport = 'unknown' | 'none' | 'install' | 'blocked' | 'ready';

export async function readPushSupport(): Promise<PushSupport> {
  const isApple = /\b(iPhone|iPad)\b/.test(navigator.userAgent);
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) {
    return isApple ? 'install' : 'none';
  }
  if (Notification.permission === 'denied') return 'blocked';
  return (await navigator.serviceWorker.getRegistration()) ? 'ready' : 'none';
}

/** Whether the browser itself still takes notifications for us. */
export async function isSubscribed(): Promise<boolean> {
  const registration = await navigator.serviceWorker.getRegistration();
  return Notification.permission === 'granted' && Boolean(await registration?.pushManager.getSubscription());
}

/**
 * Asks the person, then the browser's push service.
 * @param publicKey of this installation, in base64url
 * @returns null when the person does not allow it
 * @throws when the push service is away
 */
export async function subscribeBrowser(publicKey: string): Promise<GivenSubscription | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null;
  const { pushManager } = await navigator.serviceWorker.ready;
  // One that was made for somebody else, or for another key, is of no use to this person.
  await (await pushManager.getSubscription())?.unsubscribe();
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  const { endpoint, keys } = made.toJSON();
  return { endpoint: endpoint ?? '', p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' };
}

export async function unsubscribeBrowser(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration();
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}
