import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { SetUpForm } from '#components/account/set-up-form.tsx';
import { BarePage } from '#components/ui/bare-page.tsx';
import { isFirstRun } from '#lib/accounts/is-first-run.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account.setUp'))('title') };
}

export default async function SetUpPage() {
  if (!(await isFirstRun())) redirect('/sign-in');
  const t = await getTranslations('account.setUp');
  return (
    <BarePage title={t('title')} intro={t('intro')}>
      <SetUpForm />
    </BarePage>
  );
}
