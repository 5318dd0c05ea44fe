/** Whether Postgres refused a write because the transaction only reads (SQLSTATE 25006): that of a member in an archived workspace. */
export function isReadOnly(error: unknown): boolean {
  return error instanceof Error && /25006|read-only transaction/.test(error.message);
}
