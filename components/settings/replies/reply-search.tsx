'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/field.tsx';
import { Select } from '#components/ui/overlays/select.tsx';

type Props = { workspace: string; q: string; folder: string; folders: readonly { name: string; count: number }[] };

/** Stands for all folders: no folder has this name, because names are trimmed. */
const ALL = ' ';

/** Narrows the list by words and by folder. The address says how, so that a reload and Back keep it. */
export function ReplySearch({ workspace, q, folder, folders }: Props) {
  const t = useTranslations('savedReplies.settings');
  const router = useRouter();
  const show = (next: { q: string; folder: string }) => {
    const query = new URLSearchParams(Object.entries(next).filter(([, value]) => value.trim() !== ''));
    router.push(`/w/${workspace}/settings/replies?${query.toString()}`);
  };
  return (
    <form
      role="search"
      className="flex flex-wrap gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        const text = new FormData(event.currentTarget).get('q');
        show({ q: typeof text === 'string' ? text : '', folder });
      }}
    >
      <Input
        name="q"
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        defaultValue={q}
        className="max-w-80"
      />
      <Button type="submit">{t('searchButton')}</Button>
      {folders.length > 0 ? (
        <div className="w-56">
          <Select
            label={t('folder')}
            value={folder || ALL}
            onChange={(next) => show({ q, folder: next })}
            options={[
              { value: ALL, label: t('allFolders') },
              ...folders.map(({ name, count }) => ({ value: name, label: `${name} (${count})` })),
            ]}
          />
        </div>
      ) : null}
    </form>
  );
}
