/** Where the caller's files are. The role's policy has the same words, with a variable in the place of the id. */
export const ownPrefix = (identityId: string) => `private/${identityId}/`;
