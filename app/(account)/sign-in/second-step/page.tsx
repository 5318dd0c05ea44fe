import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { safePath } from '#app/auth/safe-path.ts';
import { readSecondStepCookie } from '#app/auth/second-step-cookie.ts';
import { OrLine } from '#components/account/provider-link.tsx';
import { CodeForm } from '#components/account/second-factor/code-form.tsx';
import { PasskeyButton } from '#components/account/second-factor/passkey-button.tsx';
import { BarePage } from '#components/ui/bare-page.tsx';
import { arePasskeysOffered } from '#lib/users/passkeys/relying-party.ts';
import { readKindsOfFactors } from '#lib/users/second-factor/read-factors.ts';
import { readSecondStep } from '#lib/users/second-factor/second-step.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('safety.step'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SecondStepPage({ searchParams }: Props) {
  const { next } = await searchParams;
  const target = safePath(next);
  const step = readSecondStep(await readSecondStepCookie());
  if (!step) redirect(`/sign-in?next=${encodeURIComponent(target)}`);
  const { hasTotp, hasPasskey } = await readKindsOfFactors(step.userId);
  const t = await getTranslations('safety.step');
  return (
    <BarePage
      title={t('title')}
      intro={t('intro')}
      footer={
        <Link href="/sign-in" className="inline-flex items-center underline-offset-2 hover:underline touch:min-h-11">
          {t('back')}
        </Link>
      }
    >
      <div className="flex flex-col gap-4">
        {hasPasskey && arePasskeysOffered() ? (
          <>
            <PasskeyButton next={target} isSecondStep />
            <OrLine />
          </>
        ) : null}
        <CodeForm next={target} hasTotp={hasTotp} />
      </div>
    </BarePage>
  );
}
