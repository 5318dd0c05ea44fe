import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import { isolated, plainLine } from '#lib/plain-text.ts';
import { type AuditView, auditActs, roles } from '#lib/workspaces/types.ts';

const moment = { dateStyle: 'medium', timeStyle: 'short' } as const;

type Props = { slug: string; entry: AuditView };

/** One line of the audit log: when, who, what, and from where. */
export function AuditLine({ slug, entry }: Props) {
  const t = useTranslations('safety.audit');
  const old = useTranslations('settings.audit');
  const format = useFormatter();
  const sentence = useSentence();
  const { source, member, subject, itemId, address, apiKey, createdAt } = entry;
  const from = [address, apiKey ? t('viaKey', { name: plainLine(apiKey.name) }) : null].filter((part) => part !== null);
  return (
    <li className="flex min-h-10 flex-wrap items-baseline gap-x-4 py-2">
      <time dateTime={createdAt} className="w-40 shrink-0 text-sm text-muted tabular-nums">
        {format.dateTime(new Date(createdAt), moment)}
      </time>
      <span className="min-w-0 flex-1 basis-60 wrap-anywhere">
        {source === 'audit' ? (
          <>
            <BidiText className="font-medium">{member ? plainLine(member.name) : old('operator')}</BidiText>{' '}
          </>
        ) : null}
        {sentence(entry)}
        {source === 'history' && itemId ? (
          <>
            {' · '}
            <Link
              href={`/w/${slug}/open/${itemId}`}
              className="inline-flex items-center justify-center underline underline-offset-2 touch:min-h-11 touch:min-w-11"
            >
              <BidiText>{plainLine(subject) || itemId.slice(0, 8)}</BidiText>
            </Link>
          </>
        ) : null}
      </span>
      {from.length > 0 ? (
        <span className="text-sm text-muted tabular-nums max-phone:basis-full">{from.join(' · ')}</span>
      ) : null}
    </li>
  );
}

/** What was done, in words; an act without a sentence is named as it is stored. */
function useSentence(): (entry: AuditView) => string {
  const settings = useTranslations('settings.audit');
  const safety = useTranslations('safety.audit');
  const history = useTranslations('history');
  const roleNames = useTranslations('common.roles');
  const format = useFormatter();
  return (entry) => {
    const { source, act, subject, details, member, owner } = entry;
    if (source === 'history') {
      const key = act as Parameters<typeof history>[0]; // `has` says whether it is one
      const to = owner ? isolated(plainLine(owner.name)) : history('nobody');
      const name = member ? isolated(plainLine(member.name)) : history('system');
      const text = (part: string) => (typeof details[part] === 'string' ? plainLine(details[part]) : 'other');
      const values = {
        name,
        owner: to,
        kind: text('kind'),
        reason: text('reason'),
        why: text('why'),
        tags: '',
        guest: history('guest'),
        title: entry.case?.name ? isolated(plainLine(entry.case.name)) : history('case_unseen'),
        change: text('change'),
        when: typeof details['dueAt'] === 'string' ? format.dateTime(new Date(details['dueAt']), moment) : '',
      };
      const word = typeof details['word'] === 'string' ? plainLine(details['word']) : 'none';
      return history.has(key) ? history(key, { ...values, word }) : act;
    }
    const role = roles.find((known) => known === details['to']);
    const change = typeof details['change'] === 'string' ? details['change'] : 'other';
    const values = { subject: subjectOf(act, subject, details['name']), role: role ? roleNames(role) : '', change };
    const known = auditActs.find((one) => one === act);
    if (known === undefined) return `${act} ${values.subject}`;
    const old = `act.${known}` as Parameters<typeof settings>[0]; // `has` says whether it is one
    if (settings.has(old)) return settings(old, values);
    return safety(`act.${known}` as Parameters<typeof safety>[0], values); // the acts of both catalogues are all acts
  };

  function subjectOf(act: string, subject: string, name: unknown): string {
    if (act !== 'record_changed') return isolated(plainLine(subject));
    const key = `record.${subject}` as Parameters<typeof safety>[0]; // `has` says whether it is one
    const what = safety.has(key) ? safety(key, { name: subject }) : safety('record.other', { name: subject });
    return typeof name === 'string' ? safety('record.named', { what, name: isolated(plainLine(name)) }) : what;
  }
}
