/** The network's app, as the web is started with it: what the bench pushes is signed with its secret. */
export const BENCH_APP = { PARVIS_FACEBOOK_CLIENT_ID: '1', PARVIS_FACEBOOK_CLIENT_SECRET: 'bench-secret' };
