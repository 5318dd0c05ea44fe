'use client';
import {
  Ban,
  CircleCheckBig,
  Clock,
  Ellipsis,
  ExternalLink,
  Flag,
  FolderPlus,
  Hand,
  HandHelping,
  Lock,
  Send,
  Tag,
  UserPlus,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { runCommand } from '#components/keys/command-registry.ts';
import { useAriaKeys } from '#components/keys/use-aria-keys.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { useNetwork } from '#components/networks/networks-context.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, MenuItem } from '#components/ui/overlays/menu.tsx';
import { openWebUrl, webUrl } from '#components/ui/text/web-url.ts';
import type { ItemRow } from '#lib/items/types.ts';
import { MuteMenuItem } from './mute-menu-item.tsx';

const entries = [
  ['claim', Hand, 'claimItem'],
  ['assign', UserPlus, 'assignItem'],
  ['finishPart', CircleCheckBig, 'finishPart'],
  ['askFor', HandHelping, 'askForItem'],
  ['handOver', Send, 'handOver'],
  ['snooze', Clock, 'snoozeItem'],
  ['tag', Tag, 'tagItem'],
  ['case', FolderPlus, 'openCase'],
  ['priority', Flag, 'prioritizeItem'],
  ['confidential', Lock, 'restrictItem'],
  ['ignore', Ban, 'ignoreItem'],
] as const;

/** The rare acts on an open item, and on a narrow pane the frequent ones too. */
export function ItemMenu({ row, url }: { row: ItemRow; url: string | null }) {
  const t = useTranslations('item');
  const commandText = useTranslations('commands');
  const keys = useShownKeys();
  const ariaKeys = useAriaKeys();
  const { can, me } = useWorkspace();
  const network = useNetwork(row.network).name;
  const isMine = row.owner?.id === me.memberId;
  return (
    <Menu align="end" trigger={<IconButton label={t('more')} icon={<Icon of={Ellipsis} />} />}>
      {entries
        .filter(([id]) => isMeant(id, row, me.memberId))
        .map(([id, icon, act]) => (
          <MenuItem
            key={id}
            icon={<Icon of={icon} />}
            keys={keys(id)}
            aria-keyshortcuts={ariaKeys(id)}
            disabled={!can(act)}
            onClick={() => runCommand(id)}
          >
            {commandText(id === 'claim' && isMine ? 'release' : id)}
          </MenuItem>
        ))}
      <MuteMenuItem itemId={row.id} />
      {webUrl(url) ? (
        <MenuItem icon={<Icon of={ExternalLink} />} onClick={() => openWebUrl(url)}>
          {t('openOnNetwork', { network })}
        </MenuItem>
      ) : null}
    </Menu>
  );
}

/** Whether an entry means something for this item and this person. */
function isMeant(id: (typeof entries)[number][0], row: ItemRow, myId: string): boolean {
  const parts = [...row.contributors, ...(row.approver ? [row.approver] : [])];
  if (id === 'finishPart') {
    return parts.length > 0 && (row.owner?.id === myId || parts.some((part) => part.id === myId && !part.doneAt));
  }
  if (id === 'askFor') return row.owner !== null && row.owner.id !== myId;
  return id !== 'handOver' || row.owner?.id === myId;
}
