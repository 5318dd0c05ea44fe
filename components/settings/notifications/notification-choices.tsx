'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { cx } from '#components/ui/cx.ts';
import { Select } from '#components/ui/overlays/select.tsx';
import { Line, Lines, Section } from '#components/ui/page.tsx';
import { FailedLine } from '#components/ui/page-parts/failed-state.tsx';
import { deliveryChannels, digests, hasMail, type NotificationSettings } from '#lib/notifications/settings/types.ts';
import { notificationKinds } from '#lib/notifications/types.ts';
import { QuietHoursLine } from './quiet-hours-line.tsx';

/** How the reader is notified in this workspace. Each choice is saved at once. */
export function NotificationChoices({ first, canMail }: { first: NotificationSettings; canMail: boolean }) {
  const t = useTranslations('notifications.settings');
  const { api } = useWorkspace();
  const problemText = useProblemText();
  const [settings, setSettings] = useState(first);
  const [failure, setFailure] = useState<{ text: string; change: Partial<NotificationSettings> } | null>(null);
  const save = async (change: Partial<NotificationSettings>) => {
    const before = settings;
    setSettings({ ...settings, ...change });
    try {
      // The browser's own zone: quiet hours follow the person.
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      setSettings(await api.saveNotificationSettings({ timeZone, ...change }));
      setFailure(null);
    } catch (error) {
      setSettings(before);
      setFailure({ text: problemText(error), change });
    }
  };
  return (
    <>
      {failure ? <FailedLine onRetry={() => void save(failure.change)}>{failure.text}</FailedLine> : null}
      <Section title={t('kinds')} hint={canMail ? undefined : t('noMail')}>
        <Lines label={t('kinds')}>
          {notificationKinds.map((kind) => (
            <Line key={kind} title={t(`name.${kind}`)} detail={hasMail(kind) ? null : t('ownMail')}>
              {deliveryChannels.map((channel) => {
                const isOff = channel === 'mail' && (!canMail || !hasMail(kind));
                const choice = settings.kinds[kind];
                return (
                  <label
                    key={channel}
                    className={cx('flex min-h-8 items-center gap-2 text-sm touch:min-h-11', isOff && 'text-muted')}
                  >
                    <input
                      type="checkbox"
                      disabled={isOff}
                      checked={choice[channel] && !isOff}
                      onChange={(event) =>
                        void save({
                          kinds: { ...settings.kinds, [kind]: { ...choice, [channel]: event.target.checked } },
                        })
                      }
                    />
                    <span className="sr-only">{t(`name.${kind}`)}: </span>
                    {t(channel)}
                  </label>
                );
              })}
            </Line>
          ))}
        </Lines>
      </Section>
      <Section title={t('when')}>
        <Lines label={t('when')}>
          <Line title={t('digest')}>
            <div className="w-56">
              <Select
                label={t('digest')}
                value={settings.digest}
                onChange={(digest) => void save({ digest })}
                options={digests.map((value) => ({ value, label: t(`digests.${value}`) }))}
              />
            </div>
          </Line>
          <QuietHoursLine settings={settings} onSave={(quiet) => void save({ quiet })} />
        </Lines>
      </Section>
    </>
  );
}
