'use client';
import { Unlink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { announce } from '#components/ui/announcer/announce.ts';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Line, Lines, Section } from '#components/ui/page.tsx';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import type { ContactDetail, JoinView } from '#lib/contacts/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';
import type { ActOnContact } from '../use-contact.ts';
import { useProfileName } from './use-profile-name.ts';

type Props = {
  contact: ContactDetail;
  /** Null: the reader may look and not change. */
  act: ActOnContact | null;
  isBusy: boolean;
};

/** Who said that which profiles are one person, on what evidence, and who took it back. */
export function Joins({ contact, act, isBusy }: Props) {
  const t = useTranslations('contacts');
  const profileName = useProfileName();
  if (contact.joins.length === 0) return null;
  const pair = (join: JoinView) => {
    const [one, other] = join.between;
    return t('pair', { one: one ? profileName(one) : '', other: other ? profileName(other) : '' });
  };
  return (
    <Section title={t('joins')} hint={t('joinsHint')}>
      <Lines label={t('joins')}>
        {contact.joins.map((join) => (
          <Line key={join.id} title={pair(join)} detail={<JoinFacts join={join} />}>
            {act && join.separatedAt === null ? (
              <Button
                icon={<Icon of={Unlink} />}
                isBusy={isBusy}
                aria-label={t('separateNamed', { pair: pair(join) })}
                onClick={() =>
                  void act((api) => api.separate(join.id, contact.id)).then((isDone) =>
                    isDone ? announce(t('separated', { pair: pair(join) })) : undefined,
                  )
                }
              >
                {t('separate')}
              </Button>
            ) : null}
          </Line>
        ))}
      </Lines>
    </Section>
  );
}

function JoinFacts({ join }: { join: JoinView }) {
  const t = useTranslations('contacts');
  const who = ({ name }: { name: string }) => isolated(plainLine(name));
  return (
    <>
      {t('joinedBy', { name: who(join.by) })} <Timestamp at={join.at} className="exact" />
      {' · '}
      {join.evidence.length > 0
        ? join.evidence.map((evidence) => t(`evidence.${evidence}`)).join(' · ')
        : t('evidence.none')}
      {join.separatedBy && join.separatedAt ? (
        <>
          {' · '}
          {t('separatedBy', { name: who(join.separatedBy) })} <Timestamp at={join.separatedAt} className="exact" />
        </>
      ) : null}
    </>
  );
}
