import { useTranslations } from 'next-intl';

/** What an uncertain fact of a network is about; its name where the catalogue has no text. */
export function useFactText(network: string): (name: string) => string {
  const t = useTranslations('channelCheck.facts');
  return (name) => {
    const key = `of.${network}.${name}` as Parameters<typeof t.has>[0]; // checked by `has` on the next line
    return t.has(key) ? t(key, {} as never) : name; // these texts take no value
  };
}
