import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { editProfileAction } from '#app/actions/settings.ts';
import { Problem } from '#components/api/problem.ts';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useLanguage } from '#components/prefs/use-language.ts';
import type { PickerGroup } from '#components/ui/overlays/picker.tsx';
import { type Language, languages } from '#lib/users/types.ts';
import type { Run } from './run.ts';
import { wordsOfPlace } from './search-words.ts';

/** The interface's other languages. */
export function useLanguageGroup(run: Run): PickerGroup {
  const t = useTranslations('settings.account');
  const languageName = useTranslations('common.languages');
  const here = useLanguage();
  const router = useRouter();
  const { screen } = useInbox();
  const { me } = useWorkspace();
  const problemText = useProblemText();
  const choose = async (language: Language) => {
    try {
      const outcome = await editProfileAction({ name: me.name, language });
      if (outcome.ok) router.refresh();
      else screen.set({ notice: problemText(new Problem(outcome.failure.code, 0, outcome.failure.values)) });
    } catch {
      // The action could not be reached: it answers every refusal itself.
      screen.set({ notice: problemText(new Problem('unreachable', 0)) });
    }
  };
  return {
    heading: t('language'),
    options: languages
      .filter((language) => language !== here)
      .map((language) => {
        const { synonyms = [], ...words } = wordsOfPlace('language', here);
        const { synonyms: own = [] } = wordsOfPlace('ownName', language);
        return {
          id: `language ${language}`,
          label: languageName(language),
          ...words,
          synonyms: [...synonyms, ...own],
          onSelect: () => run(() => void choose(language)),
        };
      }),
  };
}
