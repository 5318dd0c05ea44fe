import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { ReplyFields } from '#components/settings/replies/reply-fields.tsx';
import { ReplySearch } from '#components/settings/replies/reply-search.tsx';
import { SavedReplyLine } from '#components/settings/replies/saved-reply-line.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Lines, Page, Section } from '#components/ui/page.tsx';
import { may } from '#lib/act.ts';
import { isFitText } from '#lib/check-text.ts';
import { listReplyFields } from '#lib/saved-replies/fields/list-reply-fields.ts';
import { listSavedReplies } from '#lib/saved-replies/list-saved-replies.ts';
import { shareSavedReply } from '#lib/saved-replies/rights.ts';
import { saveSavedReply } from '#lib/saved-replies/save-saved-reply.ts';
import { requireSection } from '../require-section.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('savedReplies.settings'))('title') };
}

type Query = Record<'q' | 'folder' | 'cursor', string | string[] | undefined>;
type Props = { params: Promise<{ workspace: string }>; searchParams: Promise<Partial<Query>> };

const textOf = (value: string | string[] | undefined) => (typeof value === 'string' && isFitText(value) ? value : '');

export default async function SavedRepliesPage({ params, searchParams }: Props) {
  const { workspace: slug } = await params;
  const given = await searchParams;
  const [q, folder, cursor] = [textOf(given.q), textOf(given.folder), textOf(given.cursor)];
  const caller = await requireSection(slug, 'replies', listSavedReplies);
  const t = await getTranslations('savedReplies');
  const filter = { ...(q ? { q } : {}), ...(folder ? { folder } : {}) };
  const [{ savedReplies, folders, nextCursor }, fields] = await Promise.all([
    listSavedReplies(caller, { ...filter, ...(cursor ? { cursor } : {}) }),
    listReplyFields(caller),
  ]);
  const canManage = may(caller, saveSavedReply);
  const groups = Map.groupBy(savedReplies, (reply) => reply.folder);
  const isFiltered = q !== '' || folder !== '';
  return (
    <Page
      title={t('settings.title')}
      intro={t('settings.intro')}
      actions={
        canManage ? (
          <Link href={`/w/${slug}/settings/replies/new`} className={buttonClass('primary')}>
            {t('settings.new')}
          </Link>
        ) : null
      }
    >
      {savedReplies.length > 0 || isFiltered ? (
        <ReplySearch key={`${q} ${folder}`} workspace={slug} q={q} folder={folder} folders={folders} />
      ) : null}
      {savedReplies.length === 0 ? (
        <EmptyState title={isFiltered ? t('settings.noMatch') : t('settings.empty')}>
          {isFiltered ? null : t('settings.emptyText')}
        </EmptyState>
      ) : null}
      {[...groups].map(([name, replies]) => (
        <Section key={name} title={name || t('settings.noFolder')}>
          <Lines label={name || t('settings.noFolder')}>
            {replies.map((reply) => (
              <SavedReplyLine
                key={reply.id}
                workspace={slug}
                reply={reply}
                canManage={canManage && (!reply.isShared || may(caller, shareSavedReply))}
              />
            ))}
          </Lines>
        </Section>
      ))}
      {nextCursor === null ? null : (
        <Link
          href={`/w/${slug}/settings/replies?${new URLSearchParams({ ...filter, cursor: nextCursor }).toString()}`}
          className={`${buttonClass()} self-start`}
        >
          {t('settings.more')}
        </Link>
      )}
      <Section title={t('fields.title')} hint={t('fields.hint')}>
        <ReplyFields workspace={slug} fields={fields} canManage={canManage} />
      </Section>
    </Page>
  );
}
