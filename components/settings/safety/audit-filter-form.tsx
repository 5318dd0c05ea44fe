'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Field, Input, inputClass } from '#components/ui/field.tsx';
import type { MemberView } from '#lib/workspaces/types.ts';

type Props = {
  slug: string;
  given: { text: string; who: string; from: string; until: string };
  members: Pick<MemberView, 'id' | 'name'>[];
  isFiltered: boolean;
};

/** The audit log's filter: a plain form, so that its address can be kept and shared. */
export function AuditFilterForm({ slug, given, members, isFiltered }: Props) {
  const t = useTranslations('safety.audit');
  return (
    <form
      method="get"
      role="search"
      action={`/w/${slug}/settings/audit`}
      className="grid grid-cols-[minmax(10rem,1fr)_12rem_9rem_9rem_auto] items-end gap-3 max-wide:grid-cols-2 max-phone:grid-cols-1"
    >
      <Field label={t('search')}>
        {(control) => <Input {...control} type="search" name="text" maxLength={200} defaultValue={given.text} />}
      </Field>
      <Field label={t('member')}>
        {(control) => (
          <select {...control} name="who" defaultValue={given.who} className={`${inputClass} h-8 touch:h-11`}>
            <option value="">{t('anyone')}</option>
            {members.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
            <option value="product">{t('product')}</option>
          </select>
        )}
      </Field>
      <Field label={t('from')}>
        {(control) => <Input {...control} type="date" name="from" defaultValue={given.from} />}
      </Field>
      <Field label={t('until')}>
        {(control) => <Input {...control} type="date" name="until" defaultValue={given.until} />}
      </Field>
      <div className="flex gap-2">
        <Button type="submit">{t('apply')}</Button>
        {isFiltered ? (
          <Link href={`/w/${slug}/settings/audit`} className={buttonClass('ghost')}>
            {t('reset')}
          </Link>
        ) : null}
      </div>
    </form>
  );
}
