import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { signOutAction } from '#app/actions/account.ts';
import { safePath } from '#app/auth/safe-path.ts';
import { readSession } from '#app/session.ts';
import { FirstFactor } from '#components/account/second-factor/first-factor.tsx';
import { BarePage } from '#components/ui/bare-page.tsx';
import { Button } from '#components/ui/button.tsx';
import { arePasskeysOffered } from '#lib/users/passkeys/relying-party.ts';
import { lacksSecondFactor } from '#lib/users/second-factor/lacks-second-factor.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('safety.required'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Where members land whose organization requires a second factor, until they have one. */
export default async function SecondFactorPage({ searchParams }: Props) {
  const { next } = await searchParams;
  const target = safePath(next);
  const signedIn = await readSession();
  if (!signedIn) redirect(`/sign-in?next=${encodeURIComponent(target)}`);
  if (!(await lacksSecondFactor(signedIn.sessionId))) redirect(target);
  const t = await getTranslations('safety.required');
  const signOut = (
    <form action={signOutAction}>
      <Button type="submit" look="ghost" size="small">
        {t('signOut')}
      </Button>
    </form>
  );
  return (
    <BarePage title={t('title')} intro={t('intro')} footer={signOut}>
      <FirstFactor next={target} arePasskeysOffered={arePasskeysOffered()} />
    </BarePage>
  );
}
