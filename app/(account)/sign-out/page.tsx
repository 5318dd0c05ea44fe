import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { signOutAction } from '#app/actions/account.ts';
import { readSession } from '#app/session.ts';
import { BarePage } from '#components/ui/bare-page.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account.signOut'))('title') };
}

export default async function SignOutPage() {
  const { name, email } = (await readSession()) ?? redirect('/sign-in');
  const t = await getTranslations('account.signOut');
  return (
    <BarePage title={t('title')} intro={t('text', { name, email })}>
      <form action={signOutAction} className="flex justify-end gap-2">
        <Link href="/" className={buttonClass()}>
          {t('stay')}
        </Link>
        <Button type="submit" look="primary">
          {t('submit')}
        </Button>
      </form>
    </BarePage>
  );
}
