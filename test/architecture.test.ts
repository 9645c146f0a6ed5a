/** The rooms of src, and who may import whom. A forbidden arrow or a cycle fails. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Each room, and the rooms that it may import beside itself. */
const allowed: Record<string, readonly string[]> = {
  lib: [],
  protocol: [],
  errors: ['protocol', 'lib'],
  transport: ['errors', 'protocol', 'lib'],
  storage: ['protocol', 'lib'],
  config: ['storage', 'errors', 'protocol', 'lib'],
  session: ['transport', 'storage', 'errors', 'protocol', 'lib'],
  'sign-in': ['transport', 'errors', 'protocol', 'lib'],
  account: ['sign-in', 'transport', 'errors', 'protocol'],
  aws: ['storage', 'errors', 'protocol', 'lib'],
  client: ['aws', 'sign-in', 'session', 'config', 'storage', 'transport', 'protocol', 'lib'],
  server: ['client', 'config', 'storage', 'transport', 'errors', 'protocol', 'lib'],
  'identity-js': ['client', 'config', 'transport', 'storage', 'errors'],
  react: ['client', 'account', 'aws', 'sign-in', 'session', 'storage', 'transport', 'errors', 'protocol'],
  s3: ['react', 'client', 'aws'],
  ui: ['react', 'client', 'sign-in', 'errors', 'protocol'],
};
/** Entry points only list names, from any room. */
const entries = ['index.ts', 'core.ts', 's3.ts', 'server.ts', 'storage.ts', 'identity-js.ts'];

const sources = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/(^|[\\/])(dist|node_modules)[\\/]/.test(name))
    .map((name) => join(folder, name).split(sep).join('/'));

/** The specifiers that a module imports or re-exports, types included. */
const imports = (path: string) => {
  const code = readFileSync(join(root, path), 'utf8').replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');
  return [...code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
};

const target = (from: string, specifier: string) =>
  relative(root, resolve(root, dirname(from), specifier))
    .split(sep)
    .join('/');

/** The files that a module imports by a relative path. */
const relativeImports = (path: string) =>
  imports(path)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => target(path, specifier));

/** The cycles of a graph, each as a chain of its nodes. */
const cyclesOf = (graph: ReadonlyMap<string, readonly string[]>) => {
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (node: string, trail: string[]) => {
    if (trail.includes(node)) cycles.push([...trail.slice(trail.indexOf(node)), node].join(' → '));
    else if (!done.has(node)) {
      for (const next of graph.get(node) ?? []) visit(next, [...trail, node]);
      done.add(node);
    }
  };
  for (const node of graph.keys()) visit(node, []);
  return cycles;
};

const roomOf = (path: string) =>
  path
    .replace(/^src\//, '')
    .replace(/\.tsx?$/, '')
    .split('/')[0] ?? '';

const kit = sources('src').filter((path) => !path.endsWith('.d.ts'));
const local = sources('local/src');

describe('src', () => {
  it('has only the rooms of the table', () => {
    const rooms = new Set(kit.filter((path) => !entries.includes(path.replace('src/', ''))).map(roomOf));
    expect([...rooms].filter((room) => !(room in allowed))).toEqual([]);
  });

  it('imports along the allowed arrows only', () => {
    const forbidden = kit
      .filter((path) => !entries.includes(path.replace('src/', '')))
      .flatMap((path) =>
        relativeImports(path)
          .filter((to) => {
            const [from, into] = [roomOf(path), roomOf(to)];
            return from !== into && !(allowed[from] ?? []).includes(into);
          })
          .map((to) => `${path} → ${to}`),
      );
    expect(forbidden).toEqual([]);
  });

  it('uses every arrow of the table', () => {
    const used = new Set(
      kit.flatMap((path) => relativeImports(path).map((to) => `${roomOf(path)} → ${roomOf(to)}`)),
    );
    const listed = Object.entries(allowed).flatMap(([from, rooms]) => rooms.map((to) => `${from} → ${to}`));
    expect(listed.filter((arrow) => !used.has(arrow))).toEqual([]);
  });

  it('docs/architecture.md shows the same table', () => {
    const text = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
    const rows = [...text.matchAll(/^\| `([\w-]+)` +\| .* \| ([\w, –-]+?) *\|$/gm)].map(
      ([, room = '', rooms = '']) => [room, rooms === '–' ? [] : rooms.split(', ').toSorted()],
    );
    const table = Object.entries(allowed).map(([room, rooms]) => [room, rooms.toSorted()]);
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(table));
  });

  it('has no cycle of rooms', () => {
    expect(cyclesOf(new Map(Object.entries(allowed)))).toEqual([]);
  });

  it('never imports the local AWS', () => {
    const arrows = kit.flatMap((path) =>
      imports(path).filter((specifier) => /cognito-kit-local|\blocal\/src/.test(specifier)),
    );
    expect(arrows).toEqual([]);
  });
});

/**
 * The same for local/src, from the ground up: a room may import only rooms that stand before it. Each service has its
 * own operations and its own state; the room `state` joins those to one tree, its snapshot and its journal.
 */
const localAllowed: Record<string, readonly string[]> = {
  lib: [],
  platform: ['lib'],
  protocol: ['platform', 'lib'],
  iam: ['platform', 'lib'],
  sigv4: ['protocol', 'lib'],
  sts: ['sigv4', 'iam', 'protocol', 'platform', 'lib'],
  s3: ['sts', 'sigv4', 'iam', 'protocol', 'platform', 'lib'],
  dynamodb: ['sts', 'sigv4', 'iam', 'protocol', 'platform'],
  'identity-pool': ['sts', 'sigv4', 'iam', 'protocol', 'platform', 'lib'],
  'user-pool': ['sts', 'sigv4', 'iam', 'protocol', 'platform', 'lib'],
  state: ['user-pool', 'identity-pool', 'dynamodb', 's3', 'sts', 'iam', 'platform', 'lib'],
  defaults: ['user-pool', 'identity-pool', 's3', 'iam', 'lib'],
  config: ['defaults', 'state', 'user-pool', 'identity-pool', 'dynamodb', 's3', 'iam', 'platform', 'lib'],
  edge: [
    'state',
    'user-pool',
    'identity-pool',
    'dynamodb',
    's3',
    'sts',
    'iam',
    'protocol',
    'platform',
    'lib',
  ],
  control: ['edge', 'config', 'state', 'user-pool', 's3', 'sts', 'iam', 'protocol', 'platform', 'lib'],
  'local-aws': ['control', 'edge', 'config', 'state', 'user-pool', 'dynamodb', 'protocol', 'platform', 'lib'],
  node: ['local-aws', 'control', 'config', 'state', 'dynamodb', 'protocol', 'platform', 'lib'],
};
/** Entry points only list names, from any room. */
const localEntries = ['local/src/index.ts', 'local/src/node.ts'];
const localRoomOf = (path: string) => roomOf(path.replace(/^local\//, ''));
const localArrows = local
  .filter((path) => !localEntries.includes(path))
  .flatMap((path) =>
    imports(path)
      .filter((name) => name.startsWith('.'))
      .map((name) => ({ path, to: target(path, name) })),
  )
  .filter(({ path, to }) => localRoomOf(path) !== localRoomOf(to));

describe('local/src', () => {
  it('has only the rooms of the table', () => {
    const rooms = new Set(local.filter((path) => !localEntries.includes(path)).map(localRoomOf));
    expect([...rooms].toSorted()).toEqual(Object.keys(localAllowed).toSorted());
  });

  it('lists each room after the rooms that it may import, so that no circle of rooms is possible', () => {
    const rooms = Object.keys(localAllowed);
    const upwards = Object.entries(localAllowed).flatMap(([room, below]) =>
      below
        .filter((other) => rooms.indexOf(other) >= rooms.indexOf(room))
        .map((other) => `${room} → ${other}`),
    );
    expect(upwards).toEqual([]);
  });

  it('lists the arrows between its rooms that the code has, and no others', () => {
    const has = new Set(localArrows.map(({ path, to }) => `${localRoomOf(path)} → ${localRoomOf(to)}`));
    const listed = Object.entries(localAllowed).flatMap(([room, below]) =>
      below.map((to) => `${room} → ${to}`),
    );
    expect(listed.filter((arrow) => !has.has(arrow))).toEqual([]);
  });

  it('imports along the allowed arrows only', () => {
    const forbidden = localArrows
      .filter(({ path, to }) => !localAllowed[localRoomOf(path)]?.includes(localRoomOf(to)))
      .map(({ path, to }) => `${path} → ${to}`);
    expect(forbidden).toEqual([]);
  });

  it('never imports the kit', () => {
    const arrows = local.flatMap((path) =>
      imports(path)
        .filter((name) =>
          name.startsWith('.') ? !target(path, name).startsWith('local/') : /^cognito-kit($|\/)/.test(name),
        )
        .map((name) => `${path} → ${name}`),
    );
    expect(arrows).toEqual([]);
  });

  it('needs Node only where it says so, and so runs in a page', () => {
    const nodeOnly = (path: string) => /^local\/src\/(node\/|node\.ts|dynamodb\/dynalite)/.test(path);
    const arrows = local
      .filter((path) => !nodeOnly(path))
      .flatMap((path) =>
        imports(path)
          .filter(
            (name) => name.startsWith('node:') || (name.startsWith('.') && nodeOnly(target(path, name))),
          )
          .map((name) => `${path} → ${name}`),
      );
    expect(arrows).toEqual([]);
  });
});

describe('both', () => {
  it('have no cycle of files', () => {
    expect(cyclesOf(new Map([...kit, ...local].map((path) => [path, relativeImports(path)])))).toEqual([]);
  });

  it('finds the files that it judges', () => {
    expect(kit.length).toBeGreaterThan(10);
    expect(local.length).toBeGreaterThan(2);
    expect(imports('src/errors.ts')).toEqual(['./lib/import-with-retry.ts', './protocol/error-codes.ts']);
  });
});
