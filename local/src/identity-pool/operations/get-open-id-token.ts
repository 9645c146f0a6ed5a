/**
 * GetOpenIdToken, part of the classic flow: issues a token with which the app assumes a role at STS.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html
 */
import type { JsonOperation } from '../../protocol/json-service.ts';
import { type IdentityPoolContext, invalidParameter } from '../context.ts';
import { issueOpenIdToken } from '../open-id-token.ts';
import { identityOf, readCaller, webIdentityOf } from '../sign-in.ts';

const tenMinutes = 600;

export const getOpenIdToken =
  (context: IdentityPoolContext): JsonOperation =>
  async (input) => {
    const caller = await readCaller(context, input);
    const { pool } = caller;
    if (pool.classicFlow !== 'allowed') {
      context.platform.print(
        `no OpenID token: the identity pool ${pool.id} does not allow the classic flow, since its guests are not capped and the app chooses the role. Set classicFlow to 'allowed' for it.`,
      );
      throw invalidParameter('Basic (classic) flow is not enabled, please use enhanced flow.');
    }
    if (Object.keys(pool.roleMappings ?? {}).length > 0) {
      throw invalidParameter(
        'Basic (classic) flow is not supported with RoleMappings, please use enhanced flow.',
      );
    }
    const identity = identityOf(context, caller);
    const { amr, tags } = webIdentityOf(context, caller, identity);
    const Token = await issueOpenIdToken(context, {
      pool,
      identity,
      amr,
      tags,
      durationSeconds: tenMinutes,
    });
    return { IdentityId: identity.id, Token };
  };
