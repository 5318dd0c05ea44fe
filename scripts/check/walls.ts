/**
 * Files of `from` may import nothing of `to`, apart from what `except` lets through. Patterns of paths from the root, or of
 * package names; `$1` in `except` is what the first group of `from` matched.
 */
export interface Wall {
  name: string;
  /** The reason, for whoever breaks it. */
  says: string;
  from: string;
  fromExcept?: string;
  to: string;
  except?: string;
}

/** The folders of `lib` from the ground up: a folder may import only those before it, type imports included. */
export const folderOrder = [
  'db',
  'crypto',
  'text',
  'http',
  'queue',
  'quotas',
  'realtime',
  'mail',
  'networks',
  'users',
  'push',
  'workspaces',
  'notifications',
  'channels',
  'contacts',
  'media',
  'language',
  'rules',
  'sla',
  'items',
  'search',
  'routing',
  'approvals',
  'saved-replies',
  'guidance',
  'ingest',
  'outbox',
  'guests',
  'sync',
  'reports',
  'webhooks-out',
  'erasure',
  'clients',
  'api',
];

const folders = (names: string[]) => `^(${names.join('|')})/`;
const libFolders = (names: string[]) => `^lib/(${names.join('|')})/`;

const orderWalls = folderOrder.slice(0, -1).map((folder, index) => ({
  name: `lib-order-${folder}`,
  says: `lib/${folder} may import only ${folderOrder.slice(0, index).join(', ') || 'no other folder of lib'}.`,
  from: libFolders([folder]),
  to: libFolders(folderOrder.slice(index + 1)),
}));

/**
 * The folders of `components` from the ground up: a folder may import only those before it, type imports included. So a
 * feature can be composed by another one, and never imports it back.
 */
export const componentOrder = [
  'ui',
  'prefs',
  'api',
  'route',
  'keys',
  'inbox-state',
  'allowed-actions',
  'message-text',
  'item-facts',
  'networks',
  'channels',
  'team',
  'installed',
  'notifications',
  'departures',
  'guests',
  'queue',
  'composer',
  'item',
  'cases',
  'context',
  'contacts',
  'dialogs',
  'account',
  'guest-page',
  'settings',
  'shell',
  'inbox',
  'merged',
];

const componentWalls = componentOrder.slice(0, -1).map((folder, index) => ({
  name: `components-order-${folder}`,
  says: `components/${folder} may import only ${componentOrder.slice(0, index).join(', ') || 'no other folder of components'}.`,
  from: `^components/${folder}/`,
  to: `^components/(${componentOrder.slice(index + 1).join('|')})/`,
}));

/** Who may import whom. The checks enforce it, and a test breaches each wall once to see that they do. */
export const walls: Wall[] = [
  {
    name: 'lib-knows-no-screen',
    says: 'lib is the product itself: it imports neither screens nor processes.',
    from: '^lib/',
    to: folders(['app', 'components', 'web', 'workers']),
  },
  {
    name: 'lib-knows-no-framework',
    says: 'lib runs in the worker too: nothing of Next or React belongs there.',
    from: '^lib/',
    to: '^(next|react|react-dom|next-intl|@tanstack/react-[a-z]+|@base-ui/react)(/|$)',
  },
  {
    name: 'app-stays-on-top',
    says: 'app composes components and calls lib; the worker is another process.',
    from: '^app/',
    to: folders(['web', 'workers']),
  },
  {
    name: 'components-show',
    says: 'A component takes data and calls actions: of lib it may know the shapes, permissions, refusals and how a text is counted, read and tamed, of app the actions.',
    from: '^components/',
    to: '^(lib|app|workers)/',
    except:
      '^(lib/([^/]+/)+types\\.ts$|lib/(saved-replies/text|text/moments)/|lib/(caller|refusal|plain-text)\\.ts$|lib/networks/(contract|text-length|templates)\\.ts$|app/actions/)',
  },
  {
    name: 'workers-call-lib',
    says: 'A worker takes an id and calls lib.',
    from: '^workers/',
    to: folders(['app', 'components']),
  },
  {
    name: 'product-knows-no-tools',
    says: 'What is shipped leans on nothing of the tests, the scripts or the stand-ins.',
    from: folders(['app', 'components', 'lib', 'web', 'workers']),
    to: folders(['tests', 'scripts', 'sandbox']),
  },
  {
    name: 'network-knows-its-contract',
    says: 'A network knows the contract, its settings, lib/http and lib/crypto: no table, and never the inbox.',
    from: '^lib/networks/[^/]+/',
    to: '^lib/',
    except: '^lib/(networks/(?!registry\\.)|http/|crypto/|env\\.ts$)',
  },
  {
    name: 'network-knows-no-other',
    says: 'A network knows no other network; what several share is in lib/networks/kit.',
    from: '^lib/networks/([^/]+)/',
    to: '^lib/networks/[^/]+/',
    except: '^lib/networks/($1|kit)/',
  },
  {
    name: 'networks-behind-registry',
    says: 'Outside its folder nobody asks which network it is: go through lib/networks/registry.ts.',
    from: folders(['app', 'components', 'lib', 'workers']),
    fromExcept: '^lib/networks/(registry(\\.generated)?\\.ts$|[^/]+/)',
    to: '^lib/networks/[^/]+/',
  },
  {
    name: 'only-db-touches-the-client',
    says: 'Open the database through lib/db: inWorkspace, asDispatcher, userTables, outsideWorkspaces, listenOn.',
    from: folders(['app', 'components', 'lib', 'web', 'workers']),
    fromExcept: '^lib/db/',
    to: '^lib/db/client\\.ts$',
  },
  {
    name: 'lib-folders-have-a-place',
    says: 'Give the new folder of lib its place in folderOrder.',
    from: '.',
    to: `^lib/(?!(${folderOrder.join('|')})/)[^/]+/`,
  },
  {
    name: 'component-folders-have-a-place',
    says: 'Give the new folder of components its place in componentOrder.',
    from: '.',
    to: `^components/(?!(${componentOrder.join('|')})/)[^/]+/`,
  },
  {
    name: 'ui-knows-no-product',
    says: 'components/ui draws buttons, fields and dialogs: of the product it knows only how a text is made safe to show.',
    from: '^components/ui/',
    to: '^(lib|app)/',
    except: '^lib/plain-text\\.ts$',
  },
  ...orderWalls,
  ...componentWalls,
];
