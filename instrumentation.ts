/** Runs once in each web process, before its first answer. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { startWeb } = await import('./app/start-web.ts');
  await startWeb();
}
