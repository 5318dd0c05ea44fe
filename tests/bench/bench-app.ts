/** The network's app, as the web is started with it: what the bench pushes is signed with its secret. Nobody is called. */
export const BENCH_APP = {
  PARVIS_FACEBOOK_CLIENT_ID: '1',
  PARVIS_FACEBOOK_CLIENT_SECRET: 'bench-secret',
  PARVIS_FACEBOOK_URL: 'http://127.0.0.1:1',
  // The busy channel's network is a stand-in on this machine.
  PARVIS_ALLOW_PRIVATE_NETWORKS: 'true',
};
