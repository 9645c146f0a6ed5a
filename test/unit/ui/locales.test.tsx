/** Languages: all keys, plural forms, the app's own i18n. */
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
import { button, field, heading, longWait, signIn } from '../support/user-actions.ts';
import { ada, createTestApp, grace } from '../support/test-app.tsx';

const about = {
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

/** Every text of a dictionary by its key, said about something. */
function said(node: unknown, path = ''): [key: string, text: string][] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') return [[path, (node as (given: unknown) => string)(about)]];
  return Object.entries(node as object).flatMap(([key, value]) => said(value, path ? `${path}.${key}` : key));
}

const texts = (dictionary: Dictionary) => said({ ...dictionary, locale: 'x', direction: 'x' });

describe('Korean', () => {
  it('has every key of English, and no text of it', () => {
    const [english, korean] = [new Map(texts(en)), new Map(texts(ko))];
    expect([...korean.keys()].toSorted()).toEqual([...english.keys()].toSorted());
    const same = [...korean].filter(([key, text]) => text === english.get(key) && text !== 'x');
    expect(same).toEqual([]);
    const latin = [...korean].filter(([, text]) => text !== 'x' && !/[\uAC00-\uD7A3]/.test(text));
    expect(latin).toEqual([]);
  });

  it('is what the components speak when they are told to', async () => {
    const { show } = await createTestApp();
    show(<SignIn locale={ko} />);
    expect(screen.getByRole('heading', { name: '로그인' })).toBeVisible();
    expect(screen.getByLabelText('사용자 이름 또는 이메일')).toBeVisible();
    expect(document.querySelector('.ck')).toHaveAttribute('lang', 'ko');
  });

  it('leaves no gap where a code has no delivery', () => {
    expect(ko.codeSent({ medium: undefined, destination: undefined })).toBe('코드를 보냈습니다.');
  });
});

describe('plural forms', () => {
  it('are as many as the language has', () => {
    const files = plural('pl', { one: '# plik', few: '# pliki', other: '# plików' });
    expect([1, 3, 5, 22].map(files)).toEqual(['1 plik', '3 pliki', '5 plików', '22 pliki']);
  });

  it('are used by English', () => {
    const after = (minutes: number) =>
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
    expect(after(1)).toMatch(/in a minute\./);
    expect(after(2)).toMatch(/in 2 minutes\./);
    expect(en.summary({ count: 1 })).toMatch(/^1 answer needs/);
    expect(en.summary({ count: 3 })).toMatch(/^3 answers need/);
  });
});

describe('dictionaryFrom', () => {
  const asked: string[] = [];
  const dictionary = dictionaryFrom(
    (key, values) => {
      asked.push(key);
      if (key === 'signIn.identifier.heading') return 'Logowanie';
      if (key === 'signIn.identifier.lead') return `do ${values['appName']}`;
      if (key === 'resend.in') return `za ${values['count']} s`;
      return key === 'signIn.identifier.submit' ? key : undefined;
    },
    { locale: 'pl', fallback: en },
  );

  it('asks the app’s own t for each text, and says English where there is none', async () => {
    const { show } = await createTestApp();
    show(<SignIn locale={dictionary} appName="Harbor" />);
    expect(screen.getByRole('heading', { name: 'Logowanie' })).toBeVisible();
    expect(screen.getByText('do Harbor')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Continue' })).toBeVisible();
    expect(document.querySelector('.ck')).toHaveAttribute('lang', 'pl');
  });

  it('gives what is counted as `count` too', () => {
    expect(dictionary.resend.in({ seconds: 7 })).toBe('za 7 s');
    expect(dictionary.rules.minLength({ minLength: 8 })).toBe(en.rules.minLength({ minLength: 8 }));
  });

  it('leaves nothing out', () => {
    said(dictionary);
    const keys = texts(en).map(([key]) => key);
    expect(keys.filter((key) => key !== 'locale' && key !== 'direction' && !asked.includes(key))).toEqual([]);
  });
});

describe('a language that is written right to left', () => {
  const rtl: Dictionary = { ...en, locale: 'ar', direction: 'rtl' };
  const phone = '+15555550123';

  it('turns the page, and leaves names, codes and passwords as they are typed', async () => {
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

  it('keeps together where a code went, and who is signed in', async () => {
    const { show } = await createTestApp({ aws: { users: [ada, { ...ada, username: phone }] } });
    const { user, unmount } = show(<ResetPassword locale={rtl} username="ada" />);
    await user.click(button(/send the code/i));
    // Else its stars would stand at the other end.
    expect(await screen.findByText(/\u2066a\*\*\*@e\*\*\*\u2069\.$/, {}, longWait)).toBeVisible();
    unmount();
    const again = show(<SignIn locale={rtl} />);
    await signIn(again.user, { ...ada, username: phone });
    expect(await screen.findByText(`as \u2066${phone}\u2069`, {}, longWait)).toBeVisible();
  });

  it('puts nothing into the texts of the others', async () => {
    const { show } = await createTestApp();
    const { user } = show(<ResetPassword username="ada" />);
    await user.click(button(/send the code/i));
    expect(await screen.findByText('We’ve emailed a code to a***@e***.', {}, longWait)).toBeVisible();
  });

  it('is what an app’s own i18n can say it is', async () => {
    const { show } = await createTestApp();
    show(<SignIn locale={dictionaryFrom(() => undefined, { locale: 'he', direction: 'rtl' })} />);
    expect(document.querySelector('.ck')).toHaveAttribute('dir', 'rtl');
  });
});
