import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { requireSession } from '#app/session.ts';
import { SavedReplyForm } from '#components/settings/replies/saved-reply-form.tsx';
import { Page } from '#components/ui/page.tsx';
import { may } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { Refusal } from '#lib/refusal.ts';
import { listReplyFields } from '#lib/saved-replies/fields/list-reply-fields.ts';
import { getSavedReply } from '#lib/saved-replies/get-saved-reply.ts';
import { getGuardRails } from '#lib/saved-replies/guard-rails/get-guard-rails.ts';
import { listSavedReplies } from '#lib/saved-replies/list-saved-replies.ts';
import { shareSavedReply } from '#lib/saved-replies/rights.ts';
import { saveSavedReply } from '#lib/saved-replies/save-saved-reply.ts';
import { getWorkspace } from '#lib/workspaces/get-workspace.ts';
import { requireSection } from '../../require-section.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('savedReplies.settings'))('title') };
}

type Props = { params: Promise<{ workspace: string; savedReplyId: string }> };

export default async function SavedReplyPage({ params }: Props) {
  const { workspace: slug, savedReplyId } = await params;
  const caller = await requireSection(slug, 'replies', saveSavedReply);
  const t = await getTranslations('savedReplies.settings');
  const [workspace, reply, fields, rails, { folders }, { name }] = await Promise.all([
    getWorkspace(caller),
    savedReplyId === 'new' ? null : find(caller, savedReplyId),
    listReplyFields(caller),
    getGuardRails(caller),
    listSavedReplies(caller),
    requireSession(`/w/${slug}/settings/replies`),
  ]);
  return (
    <Page title={reply?.title ?? t('new')} back={{ href: `/w/${slug}/settings/replies`, text: t('back') }}>
      <SavedReplyForm
        workspace={workspace}
        reply={reply}
        folders={folders.map((folder) => folder.name)}
        fields={fields}
        rails={rails}
        memberName={name}
        canShare={may(caller, shareSavedReply)}
      />
    </Page>
  );
}

async function find(caller: Caller, savedReplyId: string) {
  try {
    return await getSavedReply(caller, { savedReplyId });
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') notFound();
    throw error;
  }
}
