/**
 * CORS headers, made from the bucket's rules only. https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html
 */
import { s3Error } from './errors.ts';
import type { Bucket, CorsRule } from './state.ts';

/** Compares an origin or a header name with a pattern that may contain one `*`. */
const fits = (pattern: string, text: string): boolean => {
  const [head = '', tail] = pattern.toLowerCase().split('*', 2);
  const lower = text.toLowerCase();
  return tail === undefined
    ? lower === head
    : lower.length >= head.length + tail.length && lower.startsWith(head) && lower.endsWith(tail);
};

const findRule = (
  { cors }: Bucket,
  origin: string,
  method: string,
  headers: readonly string[],
): CorsRule | undefined =>
  cors.find(
    ({ allowedOrigins, allowedMethods, allowedHeaders }) =>
      allowedOrigins.some((allowed) => fits(allowed, origin)) &&
      allowedMethods.includes(method) &&
      headers.every((name) => allowedHeaders.some((allowed) => fits(allowed, name))),
  );

const ruleHeaders = (rule: CorsRule, origin: string): Record<string, string> => {
  const everyone = rule.allowedOrigins.includes('*');
  return {
    'access-control-allow-origin': everyone ? '*' : origin,
    ...(!everyone && { 'access-control-allow-credentials': 'true' }),
    'access-control-allow-methods': rule.allowedMethods.join(', '),
    ...(rule.exposeHeaders.length > 0 && { 'access-control-expose-headers': rule.exposeHeaders.join(', ') }),
    ...(rule.maxAgeSeconds !== undefined && { 'access-control-max-age': String(rule.maxAgeSeconds) }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
};

/** Returns the CORS headers for the answer to a request with an `Origin`; none when no rule matches. */
export const corsHeaders = (bucket: Bucket | undefined, request: Request): Record<string, string> => {
  const origin = request.headers.get('origin');
  const rule = bucket && origin !== null ? findRule(bucket, origin, request.method, []) : undefined;
  return rule && origin !== null ? ruleHeaders(rule, origin) : {};
};

/** Returns the headers for a preflight. Throws ServiceError AccessDenied when no rule of the bucket matches. */
export const preflightHeaders = (bucket: Bucket | undefined, request: Request): Record<string, string> => {
  const origin = request.headers.get('origin');
  const method = request.headers.get('access-control-request-method');
  const requested = request.headers.get('access-control-request-headers') ?? '';
  const names = requested
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const rule =
    bucket && origin !== null && method !== null ? findRule(bucket, origin, method, names) : undefined;
  if (!rule || origin === null) {
    throw s3Error(
      'AccessDenied',
      'CORSResponse: This CORS request is not allowed. No rule of the bucket allows this origin, this method and these headers together.',
    );
  }
  return {
    ...ruleHeaders(rule, origin),
    ...(names.length > 0 && { 'access-control-allow-headers': names.join(', ') }),
  };
};
