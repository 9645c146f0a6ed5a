/** The edge routes each request to its service and speaks the JSON protocol that the Cognito services share. */
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
const errorReply = async (reply: Response) => ({
  status: reply.status,
  type: reply.headers.get('x-amzn-errortype'),
  text: reply.headers.get('x-amzn-errormessage'),
  body: await reply.json(),
});

describe('the JSON protocol of the Cognito services', () => {
  it('an error is named in body and headers, with a request id and a date', async () => {
    const reply = await idp('InitiateAuth', {
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'ada', PASSWORD: 'Wrong-horse-1' },
    });
    expect(reply.headers.get('content-type')).toBe('application/x-amz-json-1.1');
    expect(reply.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(reply.headers.get('date')).toBe('Mon, 23 Nov 2026 09:00:00 GMT');
    expect(await errorReply(reply)).toEqual({
      status: 400,
      type: 'NotAuthorizedException:',
      text: 'Incorrect username or password.',
      body: { __type: 'NotAuthorizedException', message: 'Incorrect username or password.' },
    });
  });

  it('fault 92 (cached reply): replies have cache-control: private, no-store', async () => {
    const reply = await idp('ForgotPassword', { ClientId, Username: 'ada' });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('cache-control')).toBe('private, no-store');
  });

  it('replies allow every origin and expose the headers that a client needs', async () => {
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

  it('a preflight is answered with the requested method and headers, valid for two days', async () => {
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

  it.each(['{', '[]', '"text"', 'null'])('the body %s is refused', async (body) => {
    expect(await errorReply(await idp('GetUser', body))).toMatchObject({
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
  ])('the target %s is an unknown operation', async (target) => {
    expect(await errorReply(await post(target, '{}'))).toMatchObject({
      status: 400,
      type: 'UnknownOperationException:',
    });
  });

  it('a body over 1 MiB gets status 413', async () => {
    const padded = (length: number) => `{"ClientId":"${'x'.repeat(length - 15)}"}`;
    expect(await errorReply(await idp('GetUser', padded(2 ** 20)))).toMatchObject({ status: 400 });
    for (const body of [padded(2 ** 20 + 1), 'x'.repeat(2 ** 21)]) {
      expect(await errorReply(await idp('GetUser', body))).toMatchObject({
        status: 413,
        type: 'RequestEntityTooLargeException:',
        body: { __type: 'RequestEntityTooLargeException' },
      });
    }
  });

  it('fault 47 (markup in text): a message in any alphabet breaks no header', async () => {
    const reply = await idp('InitiateAuth', { ClientId, AuthFlow: 'läuft\n<b>' });
    const { status, text, body } = await errorReply(reply);
    expect(status).toBe(400);
    expect(text).toMatch(/^[\x20-\x7e]+$/);
    expect(body).toMatchObject({ message: expect.stringContaining('läuft\n<b>') });
  });
});

describe('the constraints of the API model', () => {
  const message = async (operation: string, input: unknown) => {
    const { type, body } = await errorReply(await idp(operation, input));
    expect(type).toBe('InvalidParameterException:');
    return (body as { message: string }).message;
  };

  it('all violated constraints are named in one message', async () => {
    expect(await message('ConfirmSignUp', {})).toBe(
      "3 validation errors detected: Value at 'clientId' failed to satisfy constraint: Member must not be null; " +
        "Value at 'username' failed to satisfy constraint: Member must not be null; " +
        "Value at 'confirmationCode' failed to satisfy constraint: Member must not be null",
    );
  });

  it('fault 52 (invalid characters): a name that is empty, too long or has invalid characters is refused', async () => {
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

  it('fault 53 (spaces in a password): spaces at the edges are refused, spaces inside are accepted', async () => {
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

  it('a missing parameter of an auth flow is named', async () => {
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

  it('a value that is not a string is refused', async () => {
    for (const input of [
      { ClientId: 7, AuthFlow: 'USER_SRP_AUTH' },
      { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: {} } },
      { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: ['ada'] },
    ]) {
      expect((await errorReply(await idp('InitiateAuth', input))).type).toBe('SerializationException:');
    }
  });

  it('an unknown app client is refused', async () => {
    const input = { ClientId: 'missing', AuthFlow: 'USER_SRP_AUTH' };
    expect(await errorReply(await idp('InitiateAuth', input))).toMatchObject({
      type: 'ResourceNotFoundException:',
      text: 'User pool client missing does not exist.',
    });
  });
});

describe('the edge', () => {
  it('each request reaches the service that its target, signature or path names', async () => {
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

  it('a GET of the root names /_local/config', async () => {
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

  it('a request that was aborted before does nothing and rejects as fetch does', async () => {
    await expect(forgot(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    await expect(forgot(AbortSignal.abort(new Error('changed my mind')))).rejects.toThrow('changed my mind');
    await idp('GetUser', {}); // Requests are answered in order, so the aborted one would be finished by now.
    expect(aws.outbox.all()).toEqual([]);
  });

  it('a request that is aborted while it runs rejects with AbortError', async () => {
    const controller = new AbortController();
    const answer = forgot(controller.signal);
    controller.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('the keys of an unknown user pool get status 404', async () => {
    const reply = await aws.fetch(`${endpoint}/us-east-1_Missing/.well-known/jwks.json`);
    expect(reply.status).toBe(404);
  });
});
