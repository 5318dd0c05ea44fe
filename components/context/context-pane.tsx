'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { CaseSection } from '#components/cases/case-section.tsx';
import { useItem } from '#components/inbox-state/items/use-item.ts';
import { useRow } from '#components/inbox-state/items/use-row.ts';
import { shownHandle } from '#components/inbox-state/people/names.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useAvatar } from '#components/inbox-state/people/use-avatar.ts';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { useRoute } from '#components/route/use-route.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { PageLink } from '#components/ui/page-parts/page-link.tsx';
import { FailedLine } from '#components/ui/page-parts/failed-state.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import { ScrollArea } from '#components/ui/focus/scroll-area.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import { LinesSkeleton } from '#components/ui/skeleton.tsx';
import { useAfterPaint } from '#components/ui/use-after-paint.ts';
import type { NoteView } from '#lib/items/notes/types.ts';
import type { ItemRow } from '#lib/items/types.ts';
import { limitMarks, plainLine } from '#lib/plain-text.ts';
import { History } from './history.tsx';
import { Identities } from './identities.tsx';
import { KnownFields } from './known-fields.tsx';
import { OtherItems } from './other-items.tsx';
import { RoutingFacts } from './routing-facts.tsx';
import { AddTag, Tags } from './tags.tsx';

/** More characters than three lines can show. */
const SHOWN_OF_NOTE = 600;

/** About the item's contact: identities, tags, notes, other items, and what was done to this one. */
export function ContextPane() {
  const itemId = useAfterPaint(useRoute((route) => route.itemId));
  return itemId ? <ItemContext key={itemId} itemId={itemId} /> : null;
}

function ItemContext({ itemId }: { itemId: string }) {
  const t = useTranslations('context');
  const { can } = useWorkspace();
  const { content, error, refetch } = useItem(itemId);
  const problemText = useProblemText();
  const row = useRow(itemId);
  if (!row) return null;
  return (
    <ScrollArea role="complementary" label={t('pane')} className="h-full overscroll-contain px-4 pb-8">
      <ContactHead row={row} />
      {content ? null : error ? (
        <FailedLine onRetry={() => void refetch()}>{problemText(error)}</FailedLine>
      ) : (
        <LinesSkeleton lines={4} />
      )}
      {content ? <Identities contact={content.contact} row={row} /> : null}
      {content ? (
        <CaseSection row={row} content={content} wrap={(title, children) => <Part title={title}>{children}</Part>} />
      ) : null}
      <RoutingFacts row={row} wrap={(title, facts) => <Part title={title}>{facts}</Part>} />
      {row.tags.length > 0 ? (
        <Part title={t('tags')}>
          <Tags row={row} />
        </Part>
      ) : can('tagItem') ? (
        <div className="-mx-1.5 border-t border-line py-1.5">
          <AddTag itemId={row.id} text={t('addFirstTag')} />
        </div>
      ) : null}
      {content && content.fields.length > 0 ? (
        <Part title={t('fields')}>
          <KnownFields values={content.fields} />
        </Part>
      ) : null}
      {content && content.notes.length > 0 ? (
        <Part title={t('notes', { count: content.notes.length })}>
          <Notes notes={content.notes} />
        </Part>
      ) : null}
      {content && content.contact.items.length > 0 ? (
        <Part title={t('otherItems')}>
          <OtherItems contact={content.contact} />
        </Part>
      ) : null}
      {content && content.history.length > 0 ? (
        <Part title={t('activity')}>
          <History itemId={itemId} entries={content.history} />
        </Part>
      ) : null}
    </ScrollArea>
  );
}

function ContactHead({ row }: { row: ItemRow }) {
  const t = useTranslations('context');
  const { slug } = useWorkspace();
  const avatarOf = useAvatar();
  const name = useName()(row.contact.name);
  const handle = shownHandle(row.contact);
  return (
    <div className="flex items-center gap-3 py-4">
      <Avatar name={name} url={avatarOf(row.contact)} size={44} />
      <div className="min-w-0">
        <h2 dir="auto" className="truncate text-base font-semibold">
          <PageLink
            href={`/w/${slug}/contacts/${row.contact.id}`}
            prefetch={false}
            data-tip={t('person')}
            data-tip-keys={useShownKeys()('contact')}
            className="hover:underline touch:inline-flex touch:min-h-11 touch:min-w-11 touch:items-center"
          >
            {name}
          </PageLink>
        </h2>
        {handle ? (
          <p dir="auto" className="truncate text-sm text-muted">
            {handle}
          </p>
        ) : null}
      </div>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t border-line py-3">
      <h3 className="mb-2 text-xs font-medium text-muted">{title}</h3>
      {children}
    </section>
  );
}

function Notes({ notes }: { notes: readonly NoteView[] }) {
  return (
    <ul className="flex flex-col gap-1.5">
      {notes.map((note) => (
        <li key={note.id} className="rounded-control bg-paper px-2.5 py-1.5 text-sm">
          <span dir="auto" lang={note.language ?? ''} className="line-clamp-3 wrap-anywhere whitespace-pre-wrap">
            {limitMarks(note.text.slice(0, SHOWN_OF_NOTE)) || note.files.map(({ name }) => plainLine(name)).join(', ')}
          </span>
          <span className="text-xs text-paper-ink">
            <BidiText>{plainLine(note.guest ?? note.member.name)}</BidiText> ·{' '}
            <Timestamp at={note.createdAt} className="exact" />
          </span>
        </li>
      ))}
    </ul>
  );
}
