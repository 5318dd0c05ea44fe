import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { visitorOf } from '#app/auth/visitor.ts';
import { SetUpCodeForm } from '#components/account/set-up-code-form.tsx';
import { SetUpForm } from '#components/account/set-up-form.tsx';
import { BarePage } from '#components/ui/bare-page.tsx';
import { isFirstRun } from '#lib/users/is-first-run.ts';
import { checkSetUpCode } from '#lib/users/check-set-up-code.ts';
import { Refusal } from '#lib/refusal.ts';

export async function generateMetadata(): Promise<Metadata> {
  // The address holds a secret until somebody is here.
  return { title: (await getTranslations('account.setUp'))('title'), referrer: 'no-referrer' };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SetUpPage({ searchParams }: Props) {
  if (!(await isFirstRun())) redirect('/sign-in');
  const { code } = await searchParams;
  const given = typeof code === 'string' ? code : '';
  const refused = given === '' ? 'no_code' : await checkCode(given);
  const t = await getTranslations('account.setUp');
  return refused === null ? (
    <BarePage title={t('title')} intro={t('intro')}>
      <SetUpForm code={given} />
    </BarePage>
  ) : (
    <BarePage title={t('title')} intro={t('codeIntro')}>
      <SetUpCodeForm refused={refused} />
    </BarePage>
  );
}

async function checkCode(code: string): Promise<'wrong_set_up_code' | 'throttled' | null> {
  try {
    await checkSetUpCode({ code }, visitorOf(await headers()));
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === 'already_exists') redirect('/sign-in');
    if (error.code === 'throttled') return 'throttled';
    return 'wrong_set_up_code';
  }
}
