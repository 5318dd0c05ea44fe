import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireSession } from '#app/session.ts';
import { DisplayLines } from '#components/settings/display-lines.tsx';
import { FactorLines } from '#components/settings/safety/factor-lines.tsx';
import { PasswordForm } from '#components/settings/password-form.tsx';
import { ProfileForm } from '#components/settings/profile-form.tsx';
import { SessionLines } from '#components/settings/session-lines.tsx';
import { Page, Section } from '#components/ui/page.tsx';
import { readFactors } from '#lib/users/second-factor/read-factors.ts';
import { listSessions } from '#lib/users/sessions/list-sessions.ts';
import { canSendMail } from '#lib/mail/send-mail.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.account'))('title') };
}

export default async function AccountPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace: slug } = await params;
  const signedIn = await requireSession(`/w/${slug}/settings/account`);
  const t = await getTranslations('settings.account');
  const safety = await getTranslations('safety');
  const [sessions, factors] = await Promise.all([listSessions(signedIn), readFactors(signedIn)]);
  return (
    <Page title={t('title')} intro={t('intro')}>
      <Section title={t('profile')}>
        <ProfileForm person={signedIn} canVerify={canSendMail()} />
      </Section>
      <Section title={t('display')}>
        <DisplayLines person={signedIn} />
      </Section>
      <Section title={t('sessions')} hint={t('sessionsHint')}>
        <SessionLines sessions={sessions} />
      </Section>
      <Section
        title={safety('factors.title')}
        hint={factors.isRequired ? safety('factors.required') : safety('factors.hint')}
      >
        <FactorLines factors={factors} />
      </Section>
      <Section title={t('password')}>
        <PasswordForm email={signedIn.email} />
      </Section>
    </Page>
  );
}
