import NextAuth from 'next-auth';
import type { NextRequest } from 'next/server';
import { authOptions } from '#app/auth/auth-options.ts';
import { rememberDevice } from '#app/auth/remember-device.ts';

type Context = { params: Promise<{ nextauth: string[] }> };

async function handle(request: NextRequest, context: Context): Promise<Response> {
  const options = authOptions();
  return await NextAuth(request, context, {
    ...options,
    events: { ...options.events, signIn: async ({ user }) => await rememberDevice(user.id) },
  });
}

export { handle as GET, handle as POST };
