'use client';
import { useTranslations } from 'next-intl';
import { Input } from '#components/ui/field.tsx';
import { Line, Lines } from '#components/ui/page.tsx';
import { Select } from '#components/ui/overlays/select.tsx';
import { localInput } from '#components/ui/text/local-input.ts';
import { type Availability, awayReasons } from '#lib/workspaces/availability/types.ts';

type Props = { availability: Availability; onChange: (part: Partial<Availability>) => void };

/** Here or away, why, and until when. */
export function StateLines({ availability, onChange }: Props) {
  const t = useTranslations('routing.availability');
  return (
    <Lines label={t('now')}>
      <Line title={t('state')}>
        <div className="w-56">
          <Select
            label={t('state')}
            value={availability.isAway ? 'away' : 'here'}
            onChange={(state) => onChange({ isAway: state === 'away', reason: null, backAt: null })}
            options={[
              { value: 'here', label: t('here') },
              { value: 'away', label: t('away') },
            ]}
          />
        </div>
      </Line>
      {availability.isAway ? (
        <>
          <Line title={t('whyAway')}>
            <div className="w-56">
              <Select
                label={t('whyAway')}
                value={availability.reason ?? 'none'}
                onChange={(reason) => onChange({ reason: reason === 'none' ? null : reason })}
                options={[
                  { value: 'none' as const, label: t('noReason') },
                  ...awayReasons.map((reason) => ({ value: reason, label: t(`reason.${reason}`) })),
                ]}
              />
            </div>
          </Line>
          <Line title={t('backAt')} detail={t('backAtHint')}>
            <Input
              type="datetime-local"
              aria-label={t('backAt')}
              className="!w-56"
              value={availability.backAt === null ? '' : localInput(availability.backAt)}
              onChange={({ target: { value } }) =>
                onChange({ backAt: value === '' ? null : new Date(value).toISOString() })
              }
            />
          </Line>
        </>
      ) : null}
    </Lines>
  );
}
