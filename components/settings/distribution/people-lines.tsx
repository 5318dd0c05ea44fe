'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAbsenceText } from '#components/team/use-absence-text.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Line, Lines } from '#components/ui/page.tsx';
import type { TagRef } from '#lib/items/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';
import type { RoutingPersonView } from '#lib/routing/types.ts';
import { ProfileDialog } from './profile-dialog.tsx';

type Props = {
  workspace: string;
  people: readonly RoutingPersonView[];
  tags: readonly TagRef[];
  /** Those of the workspace's channels. */
  networks: readonly { id: string; name: string }[];
};

/** Everybody to whom items can be distributed, with what they take and what they have. */
export function PeopleLines({ workspace, people, tags, networks }: Props) {
  const t = useTranslations('routing.distribution');
  const [edited, setEdited] = useState<RoutingPersonView | null>(null);
  return (
    <>
      <Lines label={t('people')}>
        {people.map((person) => (
          <Line
            key={person.id}
            title={plainLine(person.name)}
            detail={<Taken person={person} tags={tags} networks={networks} />}
          >
            <Here person={person} />
            <Button
              size="small"
              aria-label={t('editOf', { name: isolated(plainLine(person.name)) })}
              onClick={() => setEdited(person)}
            >
              {t('edit')}
            </Button>
          </Line>
        ))}
      </Lines>
      {edited ? (
        <ProfileDialog
          workspace={workspace}
          person={edited}
          tags={tags}
          networks={networks}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </>
  );
}

function Here({ person: { isSeen, absence } }: { person: RoutingPersonView }) {
  const t = useTranslations('routing.distribution');
  const absenceText = useAbsenceText();
  if (absence) return <Badge>{absenceText(absence)}</Badge>;
  return isSeen ? <Badge tone="ok">{t('here')}</Badge> : <Badge>{t('notSeen')}</Badge>;
}

/** "12 of 30 · fr, de · Billing" */
function Taken({ person, tags, networks }: Pick<Props, 'tags' | 'networks'> & { person: RoutingPersonView }) {
  const t = useTranslations('routing.distribution');
  const { capacity, load, profile } = person;
  const parts = [
    capacity === 0 ? t('nothing') : t('loadOf', { load, capacity }),
    profile.languages.join(', '),
    namesOf(profile.networks, networks),
    namesOf(profile.tagIds, tags),
    profile.skills.join(', '),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function namesOf(ids: readonly string[], known: readonly { id: string; name: string }[]): string {
  return ids.map((id) => plainLine(known.find((one) => one.id === id)?.name ?? id)).join(', ');
}
