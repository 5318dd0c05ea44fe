'use client';
import { BellRing } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { removePushDeviceAction, sendTestPushAction, subscribeToPushAction } from '#app/actions/push.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Line, Lines, Section } from '#components/ui/page.tsx';
import type { PushDevice } from '#lib/push/types.ts';
import { readBrowser } from '../read-browser.ts';
import { useAct } from '../use-act.ts';
import {
  isSubscribed,
  type PushSupport,
  readPushSupport,
  subscribeBrowser,
  unsubscribeBrowser,
} from './browser-push.ts';

/** Notifications in the reader's browsers: a switch for this one, and all of them. */
export function PushDevices({ devices, publicKey }: { devices: PushDevice[]; publicKey: string }) {
  const t = useTranslations('notifications.settings.devices');
  const current = devices.find(({ isCurrent }) => isCurrent) ?? null;
  return (
    <Section title={t('title')} hint={t('hint')}>
      <Lines label={t('title')}>
        <ThisDevice device={current} publicKey={publicKey} />
        {devices
          .filter(({ isCurrent }) => !isCurrent)
          .map((device) => (
            <OtherDevice key={device.id} device={device} />
          ))}
      </Lines>
    </Section>
  );
}

function ThisDevice({ device, publicKey }: { device: PushDevice | null; publicKey: string }) {
  const t = useTranslations('notifications.settings.devices');
  const { act, isBusy, error } = useAct();
  const [support, setSupport] = useState<PushSupport>('unknown');
  const [isTaken, setTaken] = useState(false);
  const [note, setNote] = useState<'sent' | 'failed' | null>(null);
  const [isAsking, setAsking] = useState(false);
  useEffect(() => {
    let isHere = true;
    void (async () => {
      const found = await readPushSupport();
      const taken = found === 'ready' && (await isSubscribed());
      if (!isHere) return;
      setSupport(found);
      setTaken(taken);
    })();
    return () => void (isHere = false);
  }, [device]);
  const isOn = device !== null && isTaken;

  const turnOn = async () => {
    setNote(null);
    setAsking(true);
    try {
      const subscription = await subscribeBrowser(publicKey);
      if (subscription) act(() => subscribeToPushAction(subscription));
      else setSupport(await readPushSupport());
    } catch {
      setNote('failed'); // the browser's push service is away, or the browser has none
    } finally {
      setAsking(false);
    }
  };
  const turnOff = () => {
    setNote(null);
    // Even if the browser keeps its subscription: nothing is sent to it any more.
    unsubscribeBrowser().catch(() => undefined);
    if (device) act(() => removePushDeviceAction({ id: device.id }));
  };

  const state = support === 'ready' ? (isOn ? 'on' : 'off') : support;
  return (
    <Line
      title={
        <span className="flex items-center gap-2">
          <Icon of={BellRing} size={16} className="shrink-0 text-muted" />
          {t('thisOne')}
        </span>
      }
      detail={
        <span role="status" className="block pl-6">
          {error ?? t(note ?? state)}
        </span>
      }
    >
      {isOn ? (
        <>
          <Button
            size="small"
            isBusy={isBusy}
            onClick={() =>
              act(
                () => sendTestPushAction({ id: device.id }),
                () => setNote('sent'),
              )
            }
          >
            {t('test')}
          </Button>
          <Button look="ghost" size="small" isBusy={isBusy} onClick={turnOff}>
            {t('turnOff')}
          </Button>
        </>
      ) : support === 'ready' ? (
        <Button size="small" isBusy={isBusy || isAsking} onClick={() => void turnOn()}>
          {t('turnOn')}
        </Button>
      ) : null}
    </Line>
  );
}

function OtherDevice({ device }: { device: PushDevice }) {
  const t = useTranslations('notifications.settings.devices');
  const account = useTranslations('settings.account');
  const format = useFormatter();
  const { act, isBusy, error } = useAct();
  const { browser, system } = readBrowser(device.userAgent);
  const name =
    browser && system ? account('browserOn', { browser, system }) : (browser ?? system ?? account('unknownBrowser'));
  return (
    <Line
      title={
        <span className="flex items-center gap-2 pl-6">
          {name}
          <Badge>{t('isOn')}</Badge>
        </span>
      }
      detail={
        <span className="block pl-6">
          {error ?? t('since', { date: format.dateTime(new Date(device.createdAt), { dateStyle: 'medium' }) })}
        </span>
      }
    >
      <Button
        look="ghost"
        size="small"
        isBusy={isBusy}
        onClick={() => act(() => removePushDeviceAction({ id: device.id }))}
      >
        {t('remove')}
        <span className="sr-only">: {name}</span>
      </Button>
    </Line>
  );
}
