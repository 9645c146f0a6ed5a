/** Proves that the names of the kit in docs/coming-from.md exist. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as identityJs from '../../../src/identity-js.ts';
import * as kit from '../../../src/index.ts';
import * as s3 from '../../../src/s3.ts';
import * as server from '../../../src/server.ts';
import * as storage from '../../../src/storage.ts';

/** The code in the last column of the tables. */
const ourCode = () =>
  readFileSync('docs/coming-from.md', 'utf8')
    .split('\n')
    .filter((line) => /^\| .* \|$/.test(line) && !line.startsWith('| ---'))
    .flatMap((line) => [...(line.split(' | ').at(-1) ?? '').matchAll(/`([^`]+)`/g)])
    .map(([, code = '']) => code);

/** The names that the expression captures, each once. */
const namesBy = (expression: RegExp) => [
  ...new Set(ourCode().flatMap((code) => [...code.matchAll(expression)].map(([, name = '']) => name))),
];

describe('docs/coming-from.md', () => {
  it('docs/coming-from.md names exported functions, hooks and components only', () => {
    const exported: object = { ...kit, ...s3, ...server, ...storage, ...identityJs };
    const names = [...namesBy(/<([A-Z]\w*)/g), ...namesBy(/(?<![.\w])([a-z]\w*)\(/g)];
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => !(name in exported))).toEqual([]);
  });

  it('docs/coming-from.md names existing members of the client only', () => {
    const cognito = kit.createCognito({
      userPoolId: 'eu-west-1_Ab12Cd34E',
      clientId: 'web',
      storage: 'memory',
    });
    const members = namesBy(/\bcognito\.(\w+)/g);
    expect(members).toContain('getTokens');
    expect(members.filter((name) => !(name in cognito))).toEqual([]);
    cognito.destroy();
  });
});
