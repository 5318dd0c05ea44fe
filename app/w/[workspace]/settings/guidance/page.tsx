import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { channelLabel } from '#components/inbox-state/people/names.ts';
import { GuidanceForm } from '#components/settings/guidance/guidance-form.tsx';
import { GuidanceItem } from '#components/settings/guidance/guidance-item.tsx';
import { EmptyLine } from '#components/ui/empty-state.tsx';
import { Lines, Page, Section } from '#components/ui/page.tsx';
import { listChannels } from '#lib/channels/detail/list-channels.ts';
import { findPost } from '#lib/guidance/find-post.ts';
import { listGuidance } from '#lib/guidance/list-guidance.ts';
import { guidanceStates } from '#lib/guidance/types.ts';
import { listTags } from '#lib/items/tags/list-tags.ts';
import { requireSection } from '../require-section.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.nav'))('guidance') };
}

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ post?: string | string[] }>;
};

export default async function GuidancePage({ params, searchParams }: Props) {
  const { workspace: slug } = await params;
  const { post: postId } = await searchParams;
  const caller = await requireSection(slug, 'guidance', listGuidance);
  const t = await getTranslations('guidance.settings');
  const nav = await getTranslations('settings.nav');
  const [guidance, channels, { tags }, post] = await Promise.all([
    listGuidance(caller),
    listChannels(caller),
    listTags(caller, {}),
    typeof postId === 'string' ? findPost(caller, { postId }) : null,
  ]);
  const form = (
    <Section title={t(post ? 'newUnderPost' : 'new')}>
      <GuidanceForm
        key={post?.id ?? ''}
        workspace={slug}
        post={post}
        tags={tags.map(({ id, name }) => ({ id, name }))}
        channels={channels.map((channel) => ({ id: channel.id, name: channelLabel(channel) }))}
      />
    </Section>
  );
  return (
    <Page title={nav('guidance')} intro={t('intro')}>
      {post ? form : null}
      {guidance.length === 0 ? <EmptyLine>{t('none')}</EmptyLine> : null}
      {guidanceStates.map((state) => {
        const list = guidance.filter((one) => one.state === state);
        if (list.length === 0) return null;
        return (
          <Section key={state} title={t(`state.${state}`)}>
            <Lines label={t(`state.${state}`)}>
              {list.map((one) => (
                <GuidanceItem key={one.id} workspace={slug} guidance={one} />
              ))}
            </Lines>
          </Section>
        );
      })}
      {post ? null : form}
    </Page>
  );
}
