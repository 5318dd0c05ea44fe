'use client';
import { createContext, type ReactNode, use, useMemo } from 'react';
import type { ScreenAct } from '#app/actions/screen-acts.ts';
import { type WorkspaceApi, workspaceApi } from '#components/api/client.ts';
import type { Role } from '#lib/caller.ts';

export type WorkspaceFacts = {
  slug: string;
  name: string;
  /** OKLCH hue of the brand's colour. */
  hue: number;
  workspaces: { slug: string; name: string; organization: string; openItems: number; isArchived: boolean }[];
  /** It can be read, not changed, until `eraseAt` (ISO 8601; null: no date is set); null for a workspace in use. */
  archive: { eraseAt: string | null } | null;
  me: { memberId: string; name: string; email: string; role: Role; seesAllChannels: boolean };
  allowedActs: readonly ScreenAct[];
};

export type Workspace = WorkspaceFacts & { api: WorkspaceApi; can: (act: ScreenAct) => boolean };

export const WorkspaceContext = createContext<Workspace | null>(null);

export function openWorkspace(facts: WorkspaceFacts): Workspace {
  return {
    ...facts,
    api: workspaceApi(facts.slug),
    can: (act: ScreenAct) => facts.allowedActs.includes(act),
  };
}

export function WorkspaceProvider({ facts, children }: { facts: WorkspaceFacts; children: ReactNode }) {
  const workspace = useMemo(() => openWorkspace(facts), [facts]);
  return <WorkspaceContext value={workspace}>{children}</WorkspaceContext>;
}

/** The workspace of this page, the signed-in member, and what the member may do. */
export function useWorkspace(): Workspace {
  const workspace = use(WorkspaceContext);
  if (!workspace) throw new Error('useWorkspace needs a WorkspaceProvider above it');
  return workspace;
}
