/** The names in docs/coming-from.md against the exports of the entries. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as identityJs from '../../../src/identity-js.ts';
import * as kit from '../../../src/index.ts';
import * as s3 from '../../../src/s3.ts';
import * as server from '../../../src/server.ts';

/** Returns the code of the tables' last column. */
const ourCode = () =>
  readFileSync('docs/coming-from.md', 'utf8')
    .split('\n')
    .filter((line) => /^\| .* \|$/.test(line) && !line.startsWith('| ---'))
    .flatMap((line) => [...(line.split(' | ').at(-1) ?? '').matchAll(/`([^`]+)`/g)])
    .map(([, code = '']) => code);

/** Returns the names that the expression captures, each once. */
const named = (expression: RegExp) => [
  ...new Set(ourCode().flatMap((code) => [...code.matchAll(expression)].map(([, name = '']) => name))),
];

describe('docs/coming-from.md', () => {
  it('names functions, hooks and components that are exported', () => {
    const exported: object = { ...kit, ...s3, ...server, ...identityJs };
    const names = [...named(/<([A-Z]\w*)/g), ...named(/(?<![.\w])([a-z]\w*)\(/g)];
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => !(name in exported))).toEqual([]);
  });

  it('names members that the client has', () => {
    const cognito = kit.createCognito({
      userPoolId: 'eu-west-1_Ab12Cd34E',
      clientId: 'web',
      storage: 'memory',
    });
    const members = named(/\bcognito\.(\w+)/g);
    expect(members).toContain('getTokens');
    expect(members.filter((name) => !(name in cognito))).toEqual([]);
    cognito.destroy();
  });
});
