/** Where a region's services answer. https://docs.aws.amazon.com/general/latest/gr/cognito_identity.html */

/** Regions of a partition with an end of its own; every other one, GovCloud's too, is under `amazonaws.com`. */
const ends: Readonly<Record<string, string>> = { cn: 'com.cn', eusc: 'eu' };

/** Such as `cognito-idp.eu-west-1.amazonaws.com`. */
export const hostOf = (service: 'cognito-idp' | 'cognito-identity', region: string): string =>
  `${service}.${region}.amazonaws.${ends[region.replace(/-.*/, '')] ?? 'com'}`;
