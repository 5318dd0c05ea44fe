import { requireCaller } from '#app/session.ts';
import { MePage } from '#components/shell/me-page.tsx';

export default async function Me({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  await requireCaller(workspace, `/w/${workspace}/me`);
  return <MePage />;
}
