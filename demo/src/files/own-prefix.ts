/** Returns the prefix of the caller's files. The role's policy has the same prefix, with a variable as the id. */
export const ownPrefix = (identityId: string) => `private/${identityId}/`;
