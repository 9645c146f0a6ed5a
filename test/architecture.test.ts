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
  react: ['client', 'account', 'aws', 'sign-in', 'transport', 'errors'],
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

describe('local/src', () => {
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
