/** How requests find their service, and the JSON protocol that the Cognito services share. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createLocalAws } from 'cognito-kit-local';

const NOW = Date.UTC(2026, 10, 23, 9, 0, 0);
const aws = createLocalAws({ now: () => NOW });
const { endpoint, clientId: ClientId } = aws.config;
beforeEach(() => aws.reset());

const post = (target: string | undefined, body: string, headers: Record<string, string> = {}) =>
  aws.fetch(endpoint, {
    method: 'POST',
    headers: { ...(target && { 'x-amz-target': target }), ...headers },
    body,
  });
const idp = (operation: string, input: unknown) =>
  post(
    `AWSCognitoIdentityProviderService.${operation}`,
    typeof input === 'string' ? input : JSON.stringify(input),
  );
const problem = async (reply: Response) => ({
  status: reply.status,
  type: reply.headers.get('x-amzn-errortype'),
  text: reply.headers.get('x-amzn-errormessage'),
  body: await reply.json(),
});

describe('the JSON services', () => {
  it('name an error in body and headers, and say when', async () => {
    const reply = await idp('InitiateAuth', {
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'ada', PASSWORD: 'Wrong-horse-1' },
    });
    expect(reply.headers.get('content-type')).toBe('application/x-amz-json-1.1');
    expect(reply.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(reply.headers.get('date')).toBe('Mon, 23 Nov 2026 09:00:00 GMT');
    expect(await problem(reply)).toEqual({
      status: 400,
      type: 'NotAuthorizedException:',
      text: 'Incorrect username or password.',
      body: { __type: 'NotAuthorizedException', message: 'Incorrect username or password.' },
    });
  });

  it('fault 92: let nobody keep their answers', async () => {
    const reply = await idp('ForgotPassword', { ClientId, Username: 'ada' });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('cache-control')).toBe('private, no-store');
  });

  it('may be read by any page, with the headers that a client needs', async () => {
    for (const reply of [
      await idp('GetUser', {}),
      await idp('ForgotPassword', { ClientId, Username: 'ada' }),
    ]) {
      expect(reply.headers.get('access-control-allow-origin')).toBe('*');
      expect(reply.headers.get('access-control-expose-headers')).toBe(
        'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
      );
    }
  });

  it('answer a preflight with what it asks for, for two days', async () => {
    const reply = await aws.fetch(endpoint, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://app.example.com',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'cache-control,content-type,x-amz-target',
      },
    });
    expect(reply.ok).toBe(true);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'cache-control,content-type,x-amz-target',
      'access-control-max-age': '172800',
    });
  });

  it.each(['{', '[]', '"text"', 'null'])('refuse the body %s', async (body) => {
    expect(await problem(await idp('GetUser', body))).toMatchObject({
      status: 400,
      type: 'SerializationException:',
      body: { __type: 'SerializationException' },
    });
  });

  it.each([
    'AWSCognitoIdentityProviderService.CreateUserPool',
    'AWSCognitoIdentityProviderService.__proto__',
    'AWSCognitoIdentityProviderService',
    'AWSCognitoIdentityService.TagResource',
    'Nonsense.GetUser',
    'constructor.name',
    undefined,
  ])('know no operation %s', async (target) => {
    expect(await problem(await post(target, '{}'))).toMatchObject({
      status: 400,
      type: 'UnknownOperationException:',
    });
  });

  it('read a mebibyte and no more', async () => {
    const padded = (length: number) => `{"ClientId":"${'x'.repeat(length - 15)}"}`;
    expect(await problem(await idp('GetUser', padded(2 ** 20)))).toMatchObject({ status: 400 });
    for (const body of [padded(2 ** 20 + 1), 'x'.repeat(2 ** 21)]) {
      expect(await problem(await idp('GetUser', body))).toMatchObject({
        status: 413,
        type: 'RequestEntityTooLargeException:',
        body: { __type: 'RequestEntityTooLargeException' },
      });
    }
  });

  it('fault 47: carry messages in any alphabet without breaking a header', async () => {
    const reply = await idp('InitiateAuth', { ClientId, AuthFlow: 'läuft\n<b>' });
    const { status, text, body } = await problem(reply);
    expect(status).toBe(400);
    expect(text).toMatch(/^[\x20-\x7e]+$/);
    expect(body).toMatchObject({ message: expect.stringContaining('läuft\n<b>') });
  });
});

describe("the API model's constraints", () => {
  const message = async (operation: string, input: unknown) => {
    const { type, body } = await problem(await idp(operation, input));
    expect(type).toBe('InvalidParameterException:');
    return (body as { message: string }).message;
  };

  it('are all named at once', async () => {
    expect(await message('ConfirmSignUp', {})).toBe(
      "3 validation errors detected: Value at 'clientId' failed to satisfy constraint: Member must not be null; " +
        "Value at 'username' failed to satisfy constraint: Member must not be null; " +
        "Value at 'confirmationCode' failed to satisfy constraint: Member must not be null",
    );
  });

  it('fault 52: refuse what is empty, too long or of other characters', async () => {
    const signUp = (Username: string) =>
      message('SignUp', { ClientId, Username, Password: 'Polonium-84', UserAttributes: [] });
    expect(await signUp('')).toBe(
      "1 validation error detected: Value at 'username' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
    expect(await signUp('x'.repeat(129))).toBe(
      "1 validation error detected: Value at 'username' failed to satisfy constraint: Member must have length less than or equal to 128",
    );
    for (const name of ['a b', 'a\u0000b', 'a\nb']) {
      expect(await signUp(name)).toBe(
        String.raw`1 validation error detected: Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+`,
      );
    }
  });

  it('fault 53: refuse spaces at the edge of a password, and allow them within', async () => {
    const input = (Password: string) => ({
      ClientId,
      Username: 'marie',
      Password,
      UserAttributes: [{ Name: 'email', Value: 'marie@example.com' }],
    });
    expect(await message('SignUp', input(' Polonium-84'))).toContain("Value at 'password'");
    expect(await message('SignUp', input('Polonium-84 '))).toContain("Value at 'password'");
    expect((await idp('SignUp', input('Polonium -84'))).status).toBe(200);
  });

  it('name a parameter of a flow that is missing', async () => {
    expect(await message('InitiateAuth', { ClientId, AuthFlow: 'USER_SRP_AUTH' })).toBe(
      'Missing required parameter USERNAME',
    );
    expect(
      await message('InitiateAuth', {
        ClientId,
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME: 'ada' },
      }),
    ).toBe('Missing required parameter SRP_A');
  });

  it('refuse what is no text where a text belongs', async () => {
    for (const input of [
      { ClientId: 7, AuthFlow: 'USER_SRP_AUTH' },
      { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: {} } },
      { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: ['ada'] },
    ]) {
      expect((await problem(await idp('InitiateAuth', input))).type).toBe('SerializationException:');
    }
  });

  it('refuse a client that there is not', async () => {
    const input = { ClientId: 'nobody', AuthFlow: 'USER_SRP_AUTH' };
    expect(await problem(await idp('InitiateAuth', input))).toMatchObject({
      type: 'ResourceNotFoundException:',
      text: 'User pool client nobody does not exist.',
    });
  });
});

describe('the edge', () => {
  it('gives each request to its service', async () => {
    const signed = (service: string) => ({
      authorization: `AWS4-HMAC-SHA256 Credential=AKIA/20261123/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    });
    const errorOf = async (reply: Promise<Response>) => (await reply).text();
    expect(await errorOf(post('DynamoDB_20120810.ListTables', '{}'))).toContain('MissingAuthenticationToken');
    expect(await errorOf(post('AWSCognitoIdentityService.GetId', '{}'))).toContain('dentityPoolId');
    expect(
      await errorOf(
        post(undefined, 'Action=GetCallerIdentity', { 'content-type': 'application/x-www-form-urlencoded' }),
      ),
    ).toContain('https://sts.amazonaws.com/doc/2011-06-15/');
    expect(
      await errorOf(aws.fetch(`${endpoint}/?Action=GetCallerIdentity`, { headers: signed('sts') })),
    ).toContain('https://sts.amazonaws.com/doc/2011-06-15/');
    for (const url of [`${endpoint}/cognito-kit-local/x`, 'http://cognito-kit-local.localhost:4599/x']) {
      expect(await errorOf(aws.fetch(url))).toContain('<Code>AccessDenied</Code>');
    }
  });

  it('tells a visitor at its root where to look', async () => {
    const reply = await aws.fetch(endpoint);
    expect(reply.status).toBe(200);
    expect(await reply.text()).toContain('/_local/config');
  });

  const forgot = (signal: AbortSignal) =>
    aws.fetch(endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.ForgotPassword' },
      body: JSON.stringify({ ClientId, Username: 'ada' }),
      signal,
    });

  it('runs nothing for a caller who has aborted already, and says so as fetch does', async () => {
    await expect(forgot(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    await expect(forgot(AbortSignal.abort(new Error('changed my mind')))).rejects.toThrow('changed my mind');
    await idp('GetUser', {}); // requests are answered in turn
    expect(aws.outbox.all()).toEqual([]);
  });

  it('stops waiting when the caller aborts on the way', async () => {
    const aborter = new AbortController();
    const answer = forgot(aborter.signal);
    aborter.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('knows no pool but its own', async () => {
    const reply = await aws.fetch(`${endpoint}/us-east-1_Nobody/.well-known/jwks.json`);
    expect(reply.status).toBe(404);
  });
});
