'use client';
import { Search, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useAriaKeys } from '#components/keys/use-aria-keys.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';

type Props = { isSearching: boolean; onSearch: () => void; onSearchEnd: () => void };

/** Opens the search field of a list, and closes it. */
export function SearchButton({ isSearching, onSearch, onSearchEnd }: Props) {
  const t = useTranslations('queue');
  const keys = useShownKeys();
  const ariaKeys = useAriaKeys();
  return (
    <IconButton
      label={isSearching ? t('closeSearch') : t('search')}
      keys={keys('search')}
      aria-expanded={isSearching}
      icon={<Icon of={isSearching ? X : Search} />}
      aria-keyshortcuts={isSearching ? undefined : ariaKeys('search')}
      onClick={isSearching ? onSearchEnd : onSearch}
    />
  );
}
