/** Proves that dictionaries are complete, have plural forms, come from an app's own i18n, and turn the page. */
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import {
  CognitoError,
  en,
  dictionaryFrom,
  plural,
  ResetPassword,
  SignIn,
  type Dictionary,
} from '../../../src/index.ts';
import { errorText } from '../../../src/ui/error-text.ts';
import { ko } from 'cognito-kit/locales/ko';
import { button, field, heading, longWait, signIn } from '../../support/user-actions.ts';
import { ada, grace } from '../../support/users.ts';
import { createTestApp } from '../../support/test-app.tsx';

const values = {
  minutes: 2,
  seconds: 2,
  count: 2,
  minLength: 8,
  appName: 'Harbor',
  username: 'ada',
  name: 'Ada',
  label: 'Plan',
  time: '1:05',
  medium: 'EMAIL',
  destination: 'a***',
};

/** The texts of a dictionary with their keys. A text with values is filled with `values`. */
function textsBelow(node: unknown, path = ''): [key: string, text: string][] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') return [[path, (node as (options: unknown) => string)(values)]];
  return Object.entries(node as object).flatMap(([key, value]) =>
    textsBelow(value, path ? `${path}.${key}` : key),
  );
}

const texts = (dictionary: Dictionary) => textsBelow({ ...dictionary, locale: 'x', direction: 'x' });

describe('the Korean dictionary', () => {
  it('the Korean dictionary has every key of English and no English text', () => {
    const [english, korean] = [new Map(texts(en)), new Map(texts(ko))];
    expect([...korean.keys()].toSorted()).toEqual([...english.keys()].toSorted());
    const same = [...korean].filter(([key, text]) => text === english.get(key) && text !== 'x');
    expect(same).toEqual([]);
    const latin = [...korean].filter(([, text]) => text !== 'x' && !/[\uAC00-\uD7A3]/.test(text));
    expect(latin).toEqual([]);
  });

  it('SignIn with the Korean locale shows Korean texts', async () => {
    const { show } = await createTestApp();
    show(<SignIn locale={ko} />);
    expect(screen.getByRole('heading', { name: '로그인' })).toBeVisible();
    expect(screen.getByLabelText('사용자 이름 또는 이메일')).toBeVisible();
    expect(document.querySelector('.ck')).toHaveAttribute('lang', 'ko');
  });

  it('the Korean text about a sent code leaves no gap without a destination', () => {
    expect(ko.codeSent({ medium: undefined, destination: undefined })).toBe('코드를 보냈습니다.');
  });
});

describe('plural forms', () => {
  it('plural chooses among the forms of the language', () => {
    const files = plural('pl', { one: '# plik', few: '# pliki', other: '# plików' });
    expect([1, 3, 5, 22].map(files)).toEqual(['1 plik', '3 pliki', '5 plików', '22 pliki']);
  });

  it('the English dictionary uses plural forms', () => {
    const limitText = (minutes: number) =>
      errorText(
        en,
        new CognitoError({
          kind: 'throttled',
          code: 'LimitExceededException',
          message: '',
          retryAfter: minutes * 60_000,
        }),
        'request',
      );
    expect(limitText(1)).toMatch(/in a minute\./);
    expect(limitText(2)).toMatch(/in 2 minutes\./);
    expect(en.summary({ count: 1 })).toMatch(/^1 answer needs/);
    expect(en.summary({ count: 3 })).toMatch(/^3 answers need/);
  });
});

describe('dictionaryFrom', () => {
  const requestedKeys: string[] = [];
  const dictionary = dictionaryFrom(
    (key, options) => {
      requestedKeys.push(key);
      if (key === 'signIn.identifier.heading') return 'Logowanie';
      if (key === 'signIn.identifier.lead') return `do ${options['appName']}`;
      if (key === 'resend.in') return `za ${options['count']} s`;
      return key === 'signIn.identifier.submit' ? key : undefined;
    },
    { locale: 'pl', fallback: en },
  );

  it('dictionaryFrom calls the app’s own t for each text, and falls back to English', async () => {
    const { show } = await createTestApp();
    show(<SignIn locale={dictionary} appName="Harbor" />);
    expect(screen.getByRole('heading', { name: 'Logowanie' })).toBeVisible();
    expect(screen.getByText('do Harbor')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Continue' })).toBeVisible();
    expect(document.querySelector('.ck')).toHaveAttribute('lang', 'pl');
  });

  it('dictionaryFrom passes a counted value as `count` too', () => {
    expect(dictionary.resend.in({ seconds: 7 })).toBe('za 7 s');
    expect(dictionary.rules.minLength({ minLength: 8 })).toBe(en.rules.minLength({ minLength: 8 }));
  });

  it('dictionaryFrom requests every key of the English dictionary', () => {
    textsBelow(dictionary);
    const keys = texts(en).map(([key]) => key);
    expect(
      keys.filter((key) => key !== 'locale' && key !== 'direction' && !requestedKeys.includes(key)),
    ).toEqual([]);
  });
});

describe('a right-to-left language', () => {
  const rtl: Dictionary = { ...en, locale: 'ar', direction: 'rtl' };
  const phone = '+15555550123';

  it('a right-to-left dictionary sets dir on the root, while names and codes stay left to right', async () => {
    const { show } = await createTestApp();
    const { user } = show(<SignIn locale={rtl} />);
    const root = document.querySelector('.ck');
    expect(root).toHaveAttribute('dir', 'rtl');
    expect(root).toHaveAttribute('lang', 'ar');
    const name = await field(/username or email/i);
    expect(name).toHaveAttribute('dir', 'ltr');
    await user.type(name, 'grace{Enter}');
    await user.type(await field(/^password/i), `${grace.password}{Enter}`);
    expect(document.querySelector('.ck-chip-name')).toHaveAttribute('dir', 'ltr');
    await heading(/check your authenticator/i);
    expect(await field(/^code/i)).toHaveAttribute('dir', 'ltr');
    expect(root).toHaveAttribute('dir', 'rtl');
  });

  it('a right-to-left dictionary isolates a code’s destination and the user’s name', async () => {
    const { show } = await createTestApp({ aws: { users: [ada, { ...ada, username: phone }] } });
    const { user, unmount } = show(<ResetPassword locale={rtl} username="ada" />);
    await user.click(button(/send the code/i));
    // The stars would appear at the other end without the isolates.
    expect(await screen.findByText(/\u2066a\*\*\*@e\*\*\*\u2069\.$/, {}, longWait)).toBeVisible();
    unmount();
    const secondVisit = show(<SignIn locale={rtl} />);
    await signIn(secondVisit.user, { ...ada, username: phone });
    expect(await screen.findByText(`as \u2066${phone}\u2069`, {}, longWait)).toBeVisible();
  });

  it('a left-to-right dictionary has no isolates in its texts', async () => {
    const { show } = await createTestApp();
    const { user } = show(<ResetPassword username="ada" />);
    await user.click(button(/send the code/i));
    expect(await screen.findByText('We’ve emailed a code to a***@e***.', {}, longWait)).toBeVisible();
  });

  it('dictionaryFrom sets the direction that the app passes', async () => {
    const { show } = await createTestApp();
    show(<SignIn locale={dictionaryFrom(() => undefined, { locale: 'he', direction: 'rtl' })} />);
    expect(document.querySelector('.ck')).toHaveAttribute('dir', 'rtl');
  });
});
