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
  storage: ['errors', 'protocol', 'lib'],
  config: ['storage', 'errors', 'protocol', 'lib'],
  session: ['transport', 'storage', 'errors', 'protocol', 'lib'],
  'sign-in': ['transport', 'errors', 'protocol', 'lib'],
  account: ['sign-in', 'transport', 'errors', 'protocol', 'lib'],
  aws: ['storage', 'errors', 'protocol', 'lib'],
  client: [
    ...['aws', 'account', 'sign-in', 'session'],
    ...['config', 'storage', 'transport', 'errors', 'protocol', 'lib'],
  ],
  server: ['client', 'config', 'storage', 'transport', 'errors', 'protocol', 'lib'],
  'identity-js': ['client', 'transport', 'storage', 'errors'],
  react: ['client', 'account', 'aws', 'sign-in', 'transport', 'errors'],
  s3: ['react', 'aws', 'errors'],
  ui: ['react', 'errors'],
};
/** Entry points only list names, from any room. */
const entries = ['index.ts', 'core.ts', 's3.ts', 'server.ts', 'identity-js.ts'];

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
        imports(path)
          .filter((specifier) => specifier.startsWith('.'))
          .map((specifier) => target(path, specifier))
          .filter((to) => {
            const [from, into] = [roomOf(path), roomOf(to)];
            return from !== into && !(allowed[from] ?? []).includes(into);
          })
          .map((to) => `${path} → ${to}`),
      );
    expect(forbidden).toEqual([]);
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
  it('import in no circle', () => {
    const graph = new Map(
      [...kit, ...local].map((path) => [
        path,
        imports(path)
          .filter((name) => name.startsWith('.'))
          .map((name) => target(path, name)),
      ]),
    );
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (path: string, trail: string[]) => {
      if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      else if (!done.has(path)) {
        for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
        done.add(path);
      }
    };
    for (const path of graph.keys()) visit(path, []);
    expect(circles).toEqual([]);
  });

  it('finds the files that it judges', () => {
    expect(kit.length).toBeGreaterThan(10);
    expect(local.length).toBeGreaterThan(2);
    expect(imports('src/errors.ts')).toEqual(['./lib/import-again.ts', './protocol/error-codes.ts']);
  });
});
