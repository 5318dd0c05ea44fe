'use client';
import { ExternalLink, Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useInbox, useRow } from '#components/inbox/inbox-provider.tsx';
import { useActs } from '#components/inbox/use-acts.tsx';
import { shownHandle } from '#components/inbox/names.ts';
import { useAvatar } from '#components/inbox/use-avatar.ts';
import { useName } from '#components/inbox/use-name.ts';
import { useWorkspace } from '#components/inbox/workspace-context.tsx';
import { useAfterPaint } from '#components/item/use-after-paint.ts';
import { useItem } from '#components/item/use-item.ts';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { go, pathOf, readRoute } from '#components/route/route-store.ts';
import { useRoute } from '#components/route/use-route.ts';
import { Avatar } from '#components/ui/avatar.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { WebLink } from '#components/ui/web-link.tsx';
import { webUrl } from '#components/ui/web-url.ts';
import { When } from '#components/ui/when.tsx';
import { Words } from '#components/ui/words.tsx';
import type { ContactView, ItemRow } from '#lib/items/types.ts';
import { limitMarks, plainLine } from '#lib/plain-text.ts';
import { History } from './history.tsx';

/** Of what the contact said elsewhere, the latest; the rest is one click away. */
const SHOWN_ITEMS = 5;
/** More than three lines can show, in characters. */
const SHOWN_OF_NOTE = 600;

/** The person beside the item: who it is, what was said before, the tags, what was done. */
export function ContextPane() {
  const itemId = useAfterPaint(useRoute((route) => route.itemId));
  return itemId ? <ItemContext key={itemId} itemId={itemId} /> : null;
}

function ItemContext({ itemId }: { itemId: string }) {
  const t = useTranslations('context');
  const { data: detail } = useItem(itemId);
  const row = useRow(itemId) ?? detail?.item;
  const nameOf = useName();
  const avatarOf = useAvatar();
  if (!row) return null;
  const name = nameOf(row.contact.name);
  const handle = shownHandle(row.contact);
  return (
    <aside aria-label={t('pane')} className="h-full overflow-y-auto overscroll-contain px-4 pb-8">
      <div className="flex items-center gap-3 py-4">
        <Avatar name={name} url={avatarOf(row.contact)} size={44} />
        <div className="min-w-0">
          <h2 dir="auto" className="truncate text-base font-semibold">
            {name}
          </h2>
          {handle ? (
            <p dir="auto" className="truncate text-sm text-muted">
              {handle}
            </p>
          ) : null}
        </div>
      </div>
      {detail ? <Identities contact={detail.contact} /> : null}
      <Part title={t('tags')}>
        <Tags row={row} />
      </Part>
      {detail && detail.notes.length > 0 ? (
        <Part title={t('notes', { count: detail.notes.length })}>
          <ul className="flex flex-col gap-1.5">
            {detail.notes.map((note) => (
              <li key={note.id} className="rounded-control bg-paper px-2.5 py-1.5 text-sm">
                <span dir="auto" className="line-clamp-3 wrap-anywhere whitespace-pre-wrap">
                  {limitMarks(note.text.slice(0, SHOWN_OF_NOTE))}
                </span>
                <span className="text-xs text-paper-ink">
                  <Words>{plainLine(note.member.name)}</Words> · <When at={note.createdAt} className="exact" />
                </span>
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
      {detail ? <OtherItems contact={detail.contact} /> : null}
      {detail ? (
        <Part title={t('activity')}>
          <History detail={detail} />
        </Part>
      ) : null}
    </aside>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t border-line py-3">
      <h3 className="mb-2 text-xs font-medium text-muted">{title}</h3>
      {children}
    </section>
  );
}

function Identities({ contact }: { contact: ContactView }) {
  const t = useTranslations('context');
  const nameOf = useName();
  return (
    <ul className="mb-3 flex flex-col gap-1 text-sm">
      {contact.identities.map((identity) => (
        <li key={identity.id} className="flex items-center gap-2">
          <NetworkMark network={identity.network} size={14} />
          {webUrl(identity.profileUrl) ? (
            <WebLink href={identity.profileUrl} className="inline-flex min-w-0 items-center gap-1 hover:underline">
              <Words className="truncate">{shownHandle(identity) ?? nameOf(identity.name)}</Words>
              <Icon of={ExternalLink} size={12} className="shrink-0 text-muted" />
            </WebLink>
          ) : (
            <Words className="truncate">{shownHandle(identity) ?? nameOf(identity.name)}</Words>
          )}
        </li>
      ))}
      <li className="exact text-muted">{t('itemCount', { count: contact.itemCount })}</li>
    </ul>
  );
}

function Tags({ row }: { row: ItemRow }) {
  const t = useTranslations('context');
  const { can } = useWorkspace();
  const { desk } = useInbox();
  const acts = useActs();
  const mayTag = can('tagItem');
  return (
    <ul className="flex flex-wrap gap-1">
      {row.tags.map((tag) => (
        <li
          key={tag.id}
          className="inline-flex h-6 max-w-full items-center rounded-[4px] bg-sunken pl-1.5 text-xs font-medium max-phone:h-9"
        >
          <span className="truncate pr-1.5">
            <span className="text-muted">#</span>
            <Words>{tag.name}</Words>
          </span>
          {mayTag ? (
            <button
              type="button"
              aria-label={t('removeTag', { name: tag.name })}
              onClick={() => void acts.tag([row.id], { remove: [tag.name] })}
              className="inline-flex size-6 items-center justify-center text-muted hover:text-ink max-phone:size-9"
            >
              <X size={12} strokeWidth={1.5} aria-hidden />
            </button>
          ) : null}
        </li>
      ))}
      {mayTag ? (
        <li>
          <button
            type="button"
            onClick={() => desk.set({ ask: { kind: 'tag', itemIds: [row.id] } })}
            className="inline-flex h-6 items-center gap-1 rounded-[4px] px-1.5 text-xs text-muted hover:bg-hover hover:text-ink max-phone:h-11"
          >
            <Icon of={Plus} size={12} />
            {t('addTag')}
          </button>
        </li>
      ) : null}
    </ul>
  );
}

function OtherItems({ contact }: { contact: ContactView }) {
  const t = useTranslations('context');
  const queueText = useTranslations('queue');
  if (contact.items.length === 0) return null;
  return (
    <Part title={t('otherItems')}>
      <ul className="-mx-2 flex flex-col">
        {contact.items.slice(0, SHOWN_ITEMS).map((item) => {
          const route = readRoute();
          return (
            <li key={item.id}>
              <a
                href={route ? pathOf({ ...route, itemId: item.id }) : undefined}
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey) return;
                  event.preventDefault();
                  go({ itemId: item.id });
                }}
                className="flex items-start gap-2 rounded-control px-2 py-1.5 text-sm hover:bg-hover"
              >
                <NetworkMark network={item.network} size={14} className="mt-0.5" />
                <span className="min-w-0 flex-1">
                  <span dir="auto" className="line-clamp-2 wrap-anywhere">
                    {item.preview}
                  </span>
                  <span className="text-xs text-muted">
                    {queueText(`status.${item.status}`)} · <When at={item.lastActivityAt} className="exact" />
                  </span>
                </span>
              </a>
            </li>
          );
        })}
      </ul>
      {contact.itemCount > Math.min(SHOWN_ITEMS, contact.items.length) + 1 ? (
        <button
          type="button"
          className="mt-1 text-xs font-medium text-accent-ink hover:underline"
          onClick={() => go({ view: 'all', query: new URLSearchParams({ contact: contact.id }).toString() })}
        >
          {t('allItems', { count: contact.itemCount })}
        </button>
      ) : null}
    </Part>
  );
}
