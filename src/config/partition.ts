/** Where a region's services answer. https://docs.aws.amazon.com/general/latest/gr/cognito_identity.html */

const suffixes: readonly (readonly [prefix: string, suffix: string])[] = [
  ['cn-', 'amazonaws.com.cn'],
  ['eusc-', 'amazonaws.eu'],
];

/** Every other region, GovCloud's too, is under `amazonaws.com`. */
const suffixOf = (region: string) =>
  suffixes.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'amazonaws.com';

/** Such as `cognito-idp.eu-west-1.amazonaws.com`. */
export const hostOf = (service: 'cognito-idp' | 'cognito-identity', region: string): string =>
  `${service}.${region}.${suffixOf(region)}`;
