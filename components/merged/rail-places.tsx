'use client';
import { Layers, Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMaybeRoute } from '#components/route/use-route.ts';
import { Avatar } from '#components/ui/avatar.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import type { MergedView, PlaceView } from '#lib/items/merged/types.ts';
import { MergedLink } from './merged-link.tsx';

type Props = { places: readonly PlaceView[]; isWide: boolean };

/** The workspaces by organization. Each shows its part of the list; an organization shows those of all of its own. */
export function RailPlaces({ places, isWide }: Props) {
  const t = useTranslations('merged');
  // On a page beside the lists they lead to what is open.
  const view = useMaybeRoute((route) => route.view) ?? 'open';
  // The words that are searched for stay.
  const words = useMaybeRoute((route) => new URLSearchParams(route.query).get('q'));
  const withWords = (query: string) => [query, words && `q=${encodeURIComponent(words)}`].filter(Boolean).join('&');
  const isFiltered = useMaybeRoute((route) => (/(^|&)(in|org)=/u.test(route.query) ? 'filtered' : null)) !== null;
  const organizations = [...new Map(places.map(({ organization }) => [organization.id, organization])).values()];
  const countOf = ({ counts }: PlaceView) => counts?.[view as MergedView];
  return (
    <>
      {isWide ? (
        <h2 className="mt-4 mb-1 px-2 text-xs font-medium text-muted">{t('workspaces')}</h2>
      ) : (
        <div aria-hidden className="mx-2 my-2 h-px bg-line" />
      )}
      <ul>
        {isFiltered ? (
          <li>
            <MergedLink
              view={view}
              query={withWords('')}
              icon={<Icon of={Layers} className="shrink-0 text-muted" />}
              label={t('every')}
              count={undefined}
              isWide={isWide}
            />
          </li>
        ) : null}
        {organizations.map((organization) => {
          const own = places.filter(({ organization: { id } }) => id === organization.id);
          const open = own.filter(({ counts }) => counts !== null);
          return (
            <li key={organization.id}>
              {organizations.length > 1 && open.length > 1 && isWide ? (
                <MergedLink
                  view={view}
                  query={withWords(`org=${organization.id}`)}
                  icon={null}
                  label={organization.name}
                  count={open.reduce((sum, place) => sum + (countOf(place) ?? 0), 0)}
                  isWide={isWide}
                />
              ) : null}
              <ul>
                {own.map((place) => (
                  <li key={place.slug} style={{ ['--voice-hue' as string]: place.hue }}>
                    {place.counts === null ? (
                      <LockedPlace place={place} isWide={isWide} />
                    ) : (
                      <MergedLink
                        view={view}
                        query={withWords(`in=${encodeURIComponent(place.slug)}`)}
                        icon={<PlaceMark name={place.name} />}
                        label={place.name}
                        count={countOf(place)}
                        isWide={isWide}
                      />
                    )}
                  </li>
                ))}
              </ul>
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** A brand in its colour. */
function PlaceMark({ name }: { name: string }) {
  return (
    <span
      aria-hidden
      className="inline-flex size-5 shrink-0 items-center justify-center rounded-control outlined-surface bg-voice text-2xs font-semibold text-page"
    >
      {[...name][0]?.toUpperCase()}
    </span>
  );
}

/** A workspace that this session may not enter, with the reason. */
function LockedPlace({ place, isWide }: { place: PlaceView; isWide: boolean }) {
  const t = useTranslations('merged');
  return (
    <span
      aria-disabled
      data-tip={t('lacksFactorHint', { organization: place.organization.name })}
      className={`flex min-h-8 items-center gap-2 rounded-control text-sm text-muted touch:min-h-11 ${isWide ? 'px-2' : 'justify-center'}`}
    >
      {isWide ? <Icon of={Lock} size={14} className="mx-0.75 shrink-0" /> : <Avatar name={place.name} size={20} />}
      <span className={isWide ? 'min-w-0 flex-1' : 'sr-only'}>
        <BidiText className="block truncate">{place.name}</BidiText>
        <span className="block truncate text-2xs">{t('lacksFactor')}</span>
      </span>
    </span>
  );
}
