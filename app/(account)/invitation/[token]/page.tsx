import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { signOutAction } from '#app/actions/account.ts';
import { readSession } from '#app/session.ts';
import { ForgetKept } from '#components/account/forget-kept.tsx';
import { JoinForm, JoinSignedInForm } from '#components/account/join-form.tsx';
import { OrLine, ProviderLink } from '#components/account/provider-link.tsx';
import { BarePage } from '#components/ui/bare-page.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { readInvitation } from '#lib/workspaces/invitations/read-invitation.ts';

export const metadata: Metadata = { referrer: 'no-referrer' };

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const t = await getTranslations('account.invitation');
  const [invitation, signedIn] = await Promise.all([readInvitation(token), readSession()]);
  if (!invitation) {
    return (
      <BarePage title={t('goneTitle')}>
        <Notice>{t('gone')}</Notice>
      </BarePage>
    );
  }

  const { email, hasAccount, workspaceName: workspace, providerName, isSingleSignOnRequired } = invitation;
  const role = (await getTranslations('common.roles'))(invitation.role);
  const here = `/invitation/${token}`;
  return (
    <BarePage title={t('title', { workspace })} intro={t('intro', { role, email })}>
      {signedIn ? null : <ForgetKept />}
      {signedIn?.email === email && (signedIn.isSingleSignOn || !isSingleSignOnRequired) ? (
        <JoinSignedInForm token={token} />
      ) : isSingleSignOnRequired && providerName ? (
        <div className="flex flex-col gap-4">
          <Notice>{t('signInToJoin', { name: providerName })}</Notice>
          <ProviderLink name={providerName} invitation={token} isMain />
        </div>
      ) : signedIn ? (
        <form action={signOutAction} className="flex flex-col gap-4">
          <input type="hidden" name="next" value={here} />
          <Notice tone="warn">{t('otherPerson', { current: signedIn.email, email })}</Notice>
          <Button type="submit">{t('signOut')}</Button>
        </form>
      ) : hasAccount ? (
        <div className="flex flex-col gap-4">
          <Notice>{t('signInFirst')}</Notice>
          <Link
            href={`/sign-in?next=${encodeURIComponent(here)}&email=${encodeURIComponent(email)}`}
            className={buttonClass('primary')}
          >
            {t('signIn')}
          </Link>
        </div>
      ) : (
        <div className="flex flex-col gap-4">
          <JoinForm token={token} email={email} />
          {providerName ? (
            <>
              <OrLine />
              <ProviderLink name={providerName} invitation={token} />
            </>
          ) : null}
        </div>
      )}
    </BarePage>
  );
}
