import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { signOutAction } from '#app/actions/account.ts';
import { requireSession } from '#app/session.ts';
import { BarePage } from '#components/ui/bare-page.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { listWorkspaces } from '#lib/workspaces/list-workspaces.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account.workspaces'))('title') };
}

export default async function WorkspacesPage() {
  const { userId, email } = await requireSession('/workspaces');
  const t = await getTranslations('account.workspaces');
  const mergedText = await getTranslations('merged');
  const clientsText = await getTranslations('clients');
  const workspaces = await listWorkspaces(userId);
  const signOut = (
    <form action={signOutAction}>
      <Button type="submit" look="ghost" size="small">
        {t('signOut')}
      </Button>
    </form>
  );
  return (
    <BarePage title={t('title')} footer={signOut}>
      {workspaces.length === 0 ? (
        <EmptyState title={t('empty')}>{t('emptyText', { email })}</EmptyState>
      ) : (
        <ul className="-mx-2 flex flex-col">
          {workspaces.filter(({ isArchived }) => !isArchived).length > 1 ? (
            <li>
              <Link
                href="/all/open"
                prefetch={false}
                className="flex min-h-12 items-center gap-3 rounded-control px-2 py-1.5 font-medium hover:bg-hover"
              >
                {mergedText('title')}
              </Link>
            </li>
          ) : null}
          {workspaces.map(({ id, slug, name, organization, openItems, isArchived }) => (
            <li key={id}>
              <Link
                href={`/w/${slug}`}
                className="flex min-h-12 items-center gap-3 rounded-control px-2 py-1.5 hover:bg-hover"
              >
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{name}</span>
                  <span className="block truncate text-sm text-muted">{organization.name}</span>
                </span>
                <span className="shrink-0 text-sm text-muted tabular-nums">
                  {isArchived ? clientsText('archivedGroup') : t('open', { count: openItems })}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </BarePage>
  );
}
